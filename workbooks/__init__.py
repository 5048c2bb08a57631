"""Files that people write in Excel: read safely, written cleanly, and what is wrong with them."""
