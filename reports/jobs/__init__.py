"""Long jobs: who asked for which file, whose turn it is, how far it is."""
