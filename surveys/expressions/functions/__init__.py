"""The functions of ODK XPath, one file per family; how each behaves is said where it is defined."""
