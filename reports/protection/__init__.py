"""Small groups are never shown: the one place through which everything that leaves the system goes."""
