"""From a file somebody sent to a questionnaire on offer: report, trial, publication, new versions."""

from surveys.authoring.model import Draft, Publication, Report, StoredFile, Verdict
from surveys.authoring.ports import Checker, FormStore
from surveys.authoring.service import AuthoringService

__all__ = [
    "AuthoringService",
    "Checker",
    "Draft",
    "FormStore",
    "Publication",
    "Report",
    "StoredFile",
    "Verdict",
]
