"""Finished answers in columns: hundreds of respondents of one version in a blob, so that millions are read fast."""
