"""Robots answer a questionnaire before people do: what nobody can reach, where one gets stuck, how long it takes."""

from surveys.rehearsal.findings import Finding, Rehearsal
from surveys.rehearsal.rehearse import rehearse

__all__ = ["Finding", "Rehearsal", "rehearse"]
