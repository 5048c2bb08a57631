"""Tests in a real browser: the phone page as a person sees and touches it."""
