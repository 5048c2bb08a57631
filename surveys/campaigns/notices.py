"""Kinds of notices that campaigns cause."""

INVITATION = "campaign_invitation"
"""A campaign has begun; about its number."""
REMINDER = "campaign_reminder"
"""Questionnaires wait; about a day, for nobody is reminded twice on one."""
