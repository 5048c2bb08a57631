"""Finished answers as files: for Excel, for statistics, for SPSS; a row is a respondent."""
