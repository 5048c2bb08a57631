"""From an XLSForm to a questionnaire: a carrier is read, pyxform understands it, our compiler checks and builds."""

from surveys.xlsform.checking import check_markdown, read_markdown
from surveys.xlsform.compiler import compile_form, compile_with_notes
from surveys.xlsform.form import Form

__all__ = ["Form", "check_markdown", "compile_form", "compile_with_notes", "read_markdown"]
