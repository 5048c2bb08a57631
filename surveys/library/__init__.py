"""The questionnaires that come with the bot: Markdown files beside this one, each a frozen version once stored."""

from surveys.library.catalogue import Catalogue
from surveys.library.shelf import FOLDER, Source, sources

__all__ = ["FOLDER", "Catalogue", "Source", "sources"]
