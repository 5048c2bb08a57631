"""Documents on paper: invitation sheets, acts, consents, and questionnaires that are filled in by hand."""
