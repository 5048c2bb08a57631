"""The questionnaires that come with the bot."""

from surveys.library.shelf import FOLDER, Source, sources

__all__ = ["FOLDER", "Source", "sources"]
