"""Every kind of file that can be asked for: who may have it, and where it is made."""

from collections.abc import Mapping

from people.policy import Item
from people.roles import Action
from reports import downloads
from reports.indicators.downloads import FIGURES, WITH_PEOPLE
from reports.jobs.model import JobKind

_WORK = "bot.exporting:export"
_OF_INDICATORS = "bot.indicator_exporting:export"


def _kind_of(kind: downloads.DownloadKind) -> JobKind:
    """Figures are for those who see summaries; answers one by one for those who may take them away, and so are
    figures that change with every single answer."""
    if kind.needs_answers:
        return JobKind(kind.key, Action.EXPORT_ANSWERS, Item.LIST_OF_CODES, _WORK, "answers_exported")
    action = Action.EXPORT_ANSWERS if kind.is_working else Action.SEE_SUMMARY
    return JobKind(kind.key, action, Item.AGGREGATE, _WORK, "summary_exported")


_INDICATORS = (
    JobKind(FIGURES, Action.SEE_SUMMARY, Item.AGGREGATE, _OF_INDICATORS, "indicators_exported"),
    JobKind(WITH_PEOPLE, Action.EXPORT_ANSWERS, Item.LIST_OF_CODES, _OF_INDICATORS, "indicators_exported"),
)
KINDS: Mapping[str, JobKind] = {
    **{kind.key: _kind_of(kind) for kind in downloads.KINDS.values()},
    **{kind.name: kind for kind in _INDICATORS},
}
"""By name."""
