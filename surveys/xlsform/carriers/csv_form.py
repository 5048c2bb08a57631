"""Forms written as one comma-separated table."""

from surveys.xlsform.carriers.sections import bound
from workbooks.refusal import refused
from workbooks.sheets import Carrier
from workbooks.tables import lines_of


def read_csv_form(file: str, data: bytes) -> Carrier:
    """A form in one table: the first column names the sheet, as pyxform reads it."""
    carrier = bound(file, lines_of(file, data))
    if "survey" not in carrier.sheets:
        raise refused(
            file,
            "not_a_form",
            "В этой таблице нет анкеты: в первом столбце должно стоять имя листа, например «survey».",
            "Если это список вариантов, пришлите сначала анкету, а потом этот файл.",
        )
    return carrier
