"""A Bot API server strict enough to trust, and a phone in a web page; knows nothing of our bot."""

from simulator.simulator import Person, Simulator

__all__ = ["Person", "Simulator"]
