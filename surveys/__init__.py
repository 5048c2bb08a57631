"""Questionnaires: what is asked, what was answered, what comes next, and what it adds up to. Pure."""
