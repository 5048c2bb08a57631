"""ODK's own engine in Chromium and ours, fed the same forms and the same answers."""
