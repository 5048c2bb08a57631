"""Answers from paper on their way into a campaign: printed, typed, checked, taken."""
