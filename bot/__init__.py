"""The composition root: settings, wiring, the application, its clock and its command line."""
