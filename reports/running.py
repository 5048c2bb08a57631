"""What documents say of a campaign that still takes answers: those that may be handed on, and those for work only."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reports.summary.heading import Heading

STEPS = (
    "Пока ответы собираются, в показателях учтены не все: они обновляются шагами, не меньше чем по десять "
    "ответивших, чтобы по разнице нельзя было узнать ответы одного. Чего пока нет, появится после окончания."
)
NO_GROUPS = "Таблицы по группам и организациям появятся, когда закончится приём ответов."
NOBODY_YET = (
    "Показателей пока нет: пока ответы собираются, их учитывают не меньше чем по десять, чтобы нельзя было узнать "
    "ничьи."
)
WORKING = (
    "Рабочие материалы, не для передачи: ответы ещё собираются, и учтены все, что есть на эту минуту. По двум таким "
    "файлам, сделанным один за другим, можно узнать ответы одного человека."
)
WORKING_TITLE = "Рабочие материалы, не для передачи"


def about_running(heading: Heading) -> str:
    """What whoever reads figures has to know while answers come in; nothing afterwards."""
    if heading.is_working:
        return WORKING
    if heading.has_no_groups:
        return f"{STEPS} {NO_GROUPS}"
    return STEPS if heading.moves_in_steps else ""
