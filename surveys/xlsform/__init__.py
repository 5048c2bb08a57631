"""From an XLSForm to a questionnaire: a carrier is read, pyxform understands it, our compiler checks and builds."""

from surveys.xlsform.compiler import compile_form
from surveys.xlsform.form import Form
from surveys.xlsform.reader import read_markdown

__all__ = ["Form", "compile_form", "read_markdown"]
