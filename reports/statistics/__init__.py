"""Statistics of answers: pure functions over columns, a module for an idea. Only jobs import numpy through here."""
