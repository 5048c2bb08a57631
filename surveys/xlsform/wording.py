"""Sentences that a form says without its author having written them."""

OTHER = "Другое"
"""The option that `or_other` adds."""
SPECIFY_OTHER = "Напишите свой вариант"
MORE = "Добавить ещё"
ENOUGH = "Дальше"
REVIEW = "Проверьте ответы"


def another(title: str) -> str:
    """The question after a turn of a repeat."""
    return f"{title}: добавить ещё?" if title else "Добавить ещё?"
