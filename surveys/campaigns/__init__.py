"""Campaigns: a questionnaire, the people it is for, and the days on which it is open."""
