"""Indicators of a centre that follow from surveys: what is counted, what is to be reached, who is not covered."""
