"""Small questionnaires for tests, written as the library is."""

from surveys.model import Questionnaire
from surveys.xlsform import compile_form, read_markdown


def form(markdown: str) -> Questionnaire:
    """A questionnaire from Markdown tables; settings are added."""
    settings = "| settings | | |\n| | form_title | form_id |\n| | Проба | probe |\n"
    text = "\n".join(line.strip() for line in markdown.strip().splitlines())
    return compile_form(read_markdown("probe.md", settings + "\n" + text + "\n"))
