"""The act that personal data were destroyed, and the extract from the log that goes with it.

What it has to contain is in Roskomnadzor's order 179 of 28.10.2022: points 3 (the act) and 5 (the extract).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from reports.printing.blanks import add_signatures
from reports.printing.house_style import add_page_number, new_document, saved
from reports.printing.markup import printable
from reports.printing.tables import add_caption, add_table, bare_table, keep_whole, write

if TYPE_CHECKING:
    from docx.document import Document

METHOD = "Удаление записей средствами информационной системы без возможности восстановления"
_SIZE = 12.0
_SMALL = 10.0
_NOTHING = "—"


@dataclass(frozen=True, slots=True)
class DeletedKind:
    """A category of personal data and how many records of it were destroyed."""

    category: str
    records: int


@dataclass(frozen=True, slots=True)
class PaperCarrier:
    """A paper, a notebook or a disc that was destroyed, and how many sheets it had."""

    name: str
    sheets: int


@dataclass(frozen=True, slots=True)
class Responsible:
    """Somebody who destroyed the data and signs for it; a name that is not known is written by hand."""

    post: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class LogLine:
    """What the log of the information system says of one deletion; the time is shown as it is given."""

    at: datetime
    subject: str
    category: str
    records: int
    reason: str


@dataclass(frozen=True, slots=True)
class DeletionAct:
    """Everything the act tells. It holds no data that were destroyed, only their kinds and counts."""

    number: str
    operator: str
    operator_address: str
    subjects: tuple[str, ...]
    """Names, or codes where names are not known to the system."""
    kinds: tuple[DeletedKind, ...]
    system: str
    """Name of the information system."""
    reason: str
    deleted_on: date
    responsible: tuple[Responsible, ...]
    log: tuple[LogLine, ...]
    method: str = METHOD
    processor: str = ""
    """Name and address of whoever processed the data for the operator, if anybody did."""
    carriers: tuple[PaperCarrier, ...] = ()


def deletion_act(act: DeletionAct) -> bytes:
    """«Акт об уничтожении персональных данных» with its table of counts and the extract, as .docx."""
    document = new_document(f"Акт об уничтожении персональных данных № {act.number}")
    add_page_number(document)
    _add_title(document, act)
    _add_facts(document, act)
    add_caption(document, 1, "Категории уничтоженных персональных данных")
    kinds = [(kind.category, str(kind.records)) for kind in act.kinds]
    total = sum(kind.records for kind in act.kinds)
    headings = ("Категория персональных данных", "Уничтожено записей")
    add_table(document, headings, [*kinds, ("Всего", str(total))], (3, 1), _SIZE)
    _add_close(document, act)
    _add_extract(document, act)
    return saved(document)


def _add_title(document: Document, act: DeletionAct) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    title = document.add_paragraph(printable(f"Акт № {act.number}"), style="Title")
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    what = document.add_paragraph("об уничтожении персональных данных", style="Heading 1")
    what.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _add_facts(document: Document, act: DeletionAct) -> None:
    facts = (
        ("Оператор", act.operator),
        ("Адрес оператора", act.operator_address),
        ("Лицо, обрабатывавшее данные по поручению оператора", act.processor or "обработка никому не поручалась"),
        ("Субъекты персональных данных" if len(act.subjects) > 1 else "Субъект персональных данных", _listed(act)),
        ("Информационная система", act.system),
        ("Материальные носители", _carriers(act.carriers)),
        ("Способ уничтожения", act.method),
        ("Причина уничтожения", act.reason),
        ("Дата уничтожения", _day(act.deleted_on)),
    )
    table = bare_table(document, len(facts), (1, 2), "Table Grid")
    for row, (label, value) in zip(table.rows, facts, strict=True):
        write(row.cells[0], label, _SIZE, is_bold=True)
        write(row.cells[1], value or _NOTHING, _SIZE)
        if len(value) < 500:
            keep_whole(row)


def _add_close(document: Document, act: DeletionAct) -> None:
    from docx.shared import Pt

    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_before = Pt(12)
    paragraph.paragraph_format.keep_with_next = True
    paragraph.add_run("Персональные данные уничтожили:").font.size = Pt(_SIZE)
    add_signatures(document, [(person.post, person.name) for person in act.responsible], _SIZE)
    kept = document.add_paragraph()
    said = "Акт и выгрузка из журнала хранятся три года со дня уничтожения персональных данных."
    kept.add_run(said).font.size = Pt(_SMALL)


def _add_extract(document: Document, act: DeletionAct) -> None:
    from docx.shared import Pt

    heading = document.add_paragraph("Выгрузка из журнала регистрации событий", style="Heading 2")
    heading.paragraph_format.page_break_before = len(act.log) > 12
    system = document.add_paragraph()
    system.paragraph_format.keep_with_next = True
    system.add_run(printable(f"Информационная система: {act.system}")).font.size = Pt(_SIZE)
    add_caption(document, 2, "События уничтожения персональных данных")
    add_table(
        document,
        ("Дата и время", "Субъект", "Категория персональных данных", "Записей", "Причина"),
        [
            (f"{line.at:%d.%m.%Y %H:%M:%S}", line.subject, line.category, str(line.records), line.reason)
            for line in act.log
        ],
        (2.2, 2, 3.4, 1.5, 3),
        _SMALL,
    )


def _listed(act: DeletionAct) -> str:
    return ", ".join(act.subjects)


def _carriers(carriers: Sequence[PaperCarrier]) -> str:
    listed = "; ".join(f"{carrier.name} — листов: {carrier.sheets}" for carrier in carriers)
    return listed or "не уничтожались: данные обрабатывались только в информационной системе"


def _day(day: date) -> str:
    return f"{day:%d.%m.%Y}"
