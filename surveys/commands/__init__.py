"""The command line of questionnaires: check, walk, convert, rehearse, eval."""
