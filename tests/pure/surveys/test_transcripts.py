"""Every transcript of the library, line by line."""

from pathlib import Path

import pytest

from tests.pure.surveys.transcripts import LIBRARY, play, questionnaire_of

TRANSCRIPTS = sorted(LIBRARY.glob("*.transcript"))


@pytest.mark.parametrize("transcript", TRANSCRIPTS, ids=lambda path: path.stem)
def test_the_conversation_goes_as_written(transcript: Path) -> None:
    script = transcript.read_text(encoding="utf-8")
    written = [
        (action.strip(), told.strip())
        for action, _, told in (line.partition("=>") for line in script.splitlines() if not line.startswith("#"))
    ]

    assert list(play(questionnaire_of(transcript), script)) == written


def test_every_questionnaire_has_a_transcript() -> None:
    questionnaires = {path.stem for path in LIBRARY.glob("*.md")}

    assert {path.name.split(".")[0] for path in TRANSCRIPTS} == questionnaires
