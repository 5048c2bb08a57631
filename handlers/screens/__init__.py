"""Screens: pure functions from what is so to what is shown."""
