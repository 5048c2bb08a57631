"""Every sentence that is said exists, every one that exists is said, and each fits a phone."""

import ast
import html
import re
from pathlib import Path

import pytest

from bot.serving import COMMANDS
from delivery.announcement import Flaw, Media
from delivery.broadcast import BroadcastState
from handlers.runs import HINTED
from handlers.screen import MOST_ON_BUTTON
from handlers.texts import Speech, SpeechError
from people.consent import Purpose
from people.entrance import Why
from people.policy import Mode
from people.roles import GRANTABLE, OF_ORGANISATIONS
from reports.answers.options import Several
from reports.jobs.model import Trouble as JobTrouble
from surveys.campaigns.outcomes import Trouble
from surveys.comparison import What
from surveys.events import Problem
from surveys.rehearsal import Finding
from tests.house.source import ROOMS, calls, modules

SPEECH = Speech()
COMPOSED = {
    "announce-flaw-{}": [flaw.value.replace("_", "-") for flaw in Flaw],
    "announce-state-{}": [state.value for state in BroadcastState if state is not BroadcastState.DRAFT],
    "announce-with-{}": [media.value for media in Media if media],
    "declined-{}": [*(problem.value for problem in Problem), *HINTED, "other"],
    "command-{}": list(COMMANDS),
    "finding-{}": [finding.value.replace("_", "-") for finding in Finding],
    "change-{}": [what.value for what in What],
    "consent-{}": [purpose.value for purpose in Purpose],
    "setup-detail-{}": ["operator", "address", "inn", "contact", "hosting"],
    "consent-gone-{}": [purpose.value for purpose in Purpose],
    "code-wrong-{}": [Why.MISTYPED.value, Why.UNKNOWN.value],
    "code-{}": [why.value for why in Why if why not in (Why.MISTYPED, Why.UNKNOWN)],
    "role-{}": [role.value for role in GRANTABLE],
    "campaign-not-begun-{}": [Trouble.ENDED.value, Trouble.NOT_ON_OFFER.value],
    "campaign-trouble-{}": [trouble.value for trouble in Trouble],
    "campaign-mode-{}": [mode.value for mode in Mode],
    "asked-introduction-mode-{}": [mode.value for mode in Mode],
    "appointed-{}": [role.value for role in OF_ORGANISATIONS],
    "appointed-here-{}": [role.value for role in GRANTABLE if role not in OF_ORGANISATIONS],
    "results-several-{}": [several.value for several in Several],
    "job-trouble-{}": [trouble.value for trouble in JobTrouble],
}
"""Keys put together while running, with everything that may stand in the gap."""

BUTTONS = (
    "announce-send",
    "announce-post",
    "board-leave",
    "campaign-mail",
    "campaign-yes-start",
    "mailings-all",
    "mailings-back",
    "question-",
    "paused-continue",
    "paused-remind",
    "introduction-begin",
    "expired-begin",
    "trouble-retry",
    "to-menu",
    "menu-forms",
    "form-try",
    "form-publish",
    "form-replace",
    "form-download",
    "form-withdraw",
    "form-starter",
    "job-cancel",
    "job-again",
    "control-results",
    "own-result-beside",
    "own-result-back",
    "results-to-",
    "results-list",
    "results-refresh",
    "results-as-",
    "results-other-own",
    "results-back",
    "results-everybody",
    "results-charts",
    "results-files",
    "results-filter",
    "results-compare",
    "results-waves",
    "results-cross",
    "results-labels",
    "results-codes",
    "results-several-",
    "results-without-codes",
    "results-with-codes",
    "results-make",
    "results-before",
    "results-after",
    "control-indicators",
    "indicators-file",
    "indicators-to-results",
    "indicators-refresh",
    "indicators-before",
    "indicators-after",
    "indicator-see-missing",
    "indicator-change-",
    "indicator-to-",
    "indicator-back",
)

BUTTON_KEYS = frozenset(
    f"campaign{rest}"
    for rest in (
        "s-new", "s-year", "-try", "-start", "-change", "-unschedule", "-delete", "-yes-delete", "-no", "-remind",
        "-extend", "-close", "-yes-close", "-file", "-watch", "-paper", "-wave", "-extend-days",
    )
) | frozenset(
    f"paper-{rest}" for rest in ("take", "drop", "to-campaign")
)  # fmt: skip


def said() -> dict[str, set[frozenset[str]]]:
    """Keys in the source and the variables each is said with."""
    found: dict[str, set[frozenset[str]]] = {}
    for _path, tree in modules(*ROOMS):
        for call in calls(tree, "say", "plain", "move", "speak"):
            for key in _keys(call.args[0] if call.args else None):
                given = frozenset(k.arg for k in call.keywords if k.arg)
                found.setdefault(key, set()).add(given)
        for text in _constants(tree):
            if text in SPEECH.variables:
                found.setdefault(text, set())
    return found


def _keys(argument: ast.expr | None) -> list[str]:
    match argument:
        case ast.Constant(str(key)):
            return [key]
        case ast.IfExp(_, body, orelse):
            return [*_keys(body), *_keys(orelse)]
        case ast.JoinedStr(parts):
            pattern = "".join(p.value if isinstance(p, ast.Constant) else "{}" for p in parts)
            return [pattern.format(value) for value in COMPOSED[pattern]]
    return []


def _constants(tree: ast.AST) -> list[str]:
    return [n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)]


def test_every_key_that_is_said_exists() -> None:
    looks_like_key = re.compile(r"[a-z]+(-[a-z_]+)+|menu|help|paused|expired|reminder")
    missing = {key for key in said() if looks_like_key.fullmatch(key)} - set(SPEECH.variables)

    assert missing == set()


def test_every_key_that_exists_is_said() -> None:
    assert set(SPEECH.variables) - set(said()) == set()


def test_sentences_get_the_variables_they_want() -> None:
    wrong = {
        key: [sorted(given) for given in variants if given and given != SPEECH.variables[key]]
        for key, variants in said().items()
        if key in SPEECH.variables
    }

    assert {key: variants for key, variants in wrong.items() if variants} == {}


def test_buttons_fit_an_old_phone() -> None:
    for key, variables in SPEECH.variables.items():
        if key in BUTTON_KEYS or (
            key.startswith(BUTTONS)
            and "hint" not in key
            and key not in ("results-filtered", "results-compared", "results-crossed")
            and key not in ("question-answered-text", "question-progress", "question-understood")
            and not key.startswith(("form-published", "form-withdrawn"))
        ):
            label = SPEECH.plain(key, **dict.fromkeys(variables, "9999"))
            assert len(label) <= MOST_ON_BUTTON, label


def test_toasts_and_texts_fit_telegrams_limits() -> None:
    for key, variables in SPEECH.variables.items():
        text = SPEECH.plain(key, **dict.fromkeys(variables, "x" * 60))
        assert 0 < len(text) <= 4096
        if key.startswith(("outdated-", "declined-", "reminder-")) or key.endswith("-toast"):
            assert len(text) <= 200, key
        if key.startswith("command-"):
            assert len(text) <= 256


def test_speech_is_strict() -> None:
    with pytest.raises(SpeechError, match="no text"):
        SPEECH.say("there-is-no-such-key")
    with pytest.raises(SpeechError, match="wants"):
        SPEECH.say("menu-continue")
    with pytest.raises(SpeechError, match="wants"):
        SPEECH.say("menu-nothing", number=3)


def test_what_people_write_is_shown_as_typed() -> None:
    assert "&lt;b&gt; &amp;" in SPEECH.say("question-answered-text", answer="<b> &")
    assert "<b> &" in SPEECH.plain("question-ticked", label="<b> &")


def test_what_people_write_may_be_as_long_as_a_message() -> None:
    typed = "<" * 3_999 + "\ufdd0answer\ufdd1"
    assert html.escape(typed) in SPEECH.say("question-answered-text", answer=typed)
    assert SPEECH.plain("question-ranked", label="я" * 3_000, rank=2).count("я") >= 3_000


@pytest.mark.parametrize(
    ("why", "text"),
    [
        ("an unknown key", "nothing-like-this = Привет\n"),
        ("another variable", "menu-continue = Дальше { $page }\n"),
        ("not Fluent", "это не fluent\n"),
        ("twice", "menu = раз\nmenu = два\n"),
    ],
)
def test_a_wrong_overlay_is_refused(why: str, text: str, tmp_path: Path) -> None:
    overlay = tmp_path / "own.ftl"
    overlay.write_text(text, encoding="utf-8")

    with pytest.raises(SpeechError):
        Speech(overlay)


def test_an_overlay_replaces_one_sentence(tmp_path: Path) -> None:
    overlay = tmp_path / "own.ftl"
    overlay.write_text("menu-result = Итог\n", encoding="utf-8")

    assert Speech(overlay).plain("menu-result") == "Итог"
    assert Speech(overlay).plain("menu-help") == SPEECH.plain("menu-help")
