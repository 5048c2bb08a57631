"""Charts of a summary: readable on a phone, sharp on paper, told in words to whoever cannot see them."""
