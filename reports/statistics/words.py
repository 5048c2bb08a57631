"""What people write about in their own words: families of words that several use, never names or numbers."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from reports.statistics.shares import Share, share_of

if TYPE_CHECKING:
    from pymorphy3 import MorphAnalyzer
    from pymorphy3.analyzer import Parse

LEAST_PEOPLE = 5
MOST_FAMILIES = 30
_ADDRESSES = re.compile(r"\S*(?:@|://|_)\S*|\b[\w.-]+\.(?:ru|рф|com|me|net|org)\b\S*", re.IGNORECASE)
_WORDS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_ENDS = ".!?…\n\r"
_INITIAL = re.compile(r"\b[^\W\d_]\.$")
_NAMES = ("Name", "Surn", "Patr")
_SILENT = ("PREP", "CONJ", "PRCL", "INTJ", "NPRO", "NUMR")
"""Parts of speech that say nothing on their own."""
_SHORTEST = 2
_LONGEST_ABBREVIATION = 6


@dataclass(frozen=True, slots=True)
class Family:
    """A word in all its forms: «отчёт» stands for «отчётов» and «отчеты»."""

    word: str
    share: Share
    """People who used it, of all who wrote anything."""


def word_families(answers: Sequence[str], least: int = LEAST_PEOPLE, most: int = MOST_FAMILIES) -> tuple[Family, ...]:
    """Families used by at least `least` people, the most frequent first. One answer is one person, however often a
    word stands in it; empty answers are nobody's."""
    texts = [text for text in answers if text.strip()]
    people: Counter[str] = Counter()
    spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        used = dict(_lemmas(text))
        people.update(used.keys())
        for lemma, spelling in used.items():
            spellings[lemma][spelling] += 1
    ranked = sorted((lemma for lemma, count in people.items() if count >= least), key=lambda one: (-people[one], one))
    return tuple(
        Family(_shown(lemma, spellings[lemma]), share)
        for lemma in ranked[:most]
        if (share := share_of(people[lemma], len(texts))) is not None
    )


def _lemmas(text: str) -> Iterator[tuple[str, str]]:
    """Heads of families and what was written. Addresses are taken out first; digits are never part of a word."""
    text = _ADDRESSES.sub(" ", text)
    for found in _WORDS.finditer(text):
        word = found.group()
        lemma = _lemma(word.casefold(), looks_like_a_name=_looks_like_a_name(word, text, found.start()))
        if lemma is not None:
            yield lemma, word


def _looks_like_a_name(word: str, text: str, start: int) -> bool:
    """Whether it begins with a capital letter inside a sentence, where only names and abbreviations do."""
    if not word[0].isupper() or (word.isupper() and len(word) <= _LONGEST_ABBREVIATION):
        return False
    before = text[:start].rstrip(" \t")
    return bool(before) and (before[-1] not in _ENDS or bool(_INITIAL.search(before)))


def _shown(lemma: str, spellings: Counter[str]) -> str:
    """Abbreviations keep their capitals: ФГОС."""
    capitals = sum(count for spelling, count in spellings.items() if len(spelling) > 1 and spelling.isupper())
    is_abbreviation = 2 * capitals >= spellings.total() and not _is_plain_word(lemma)
    return lemma.upper() if is_abbreviation else lemma


@lru_cache(maxsize=50_000)
def _lemma(word: str, *, looks_like_a_name: bool) -> str | None:
    """The head of its family; None for names, for words of the stop list, and for those that say nothing."""
    if len(word) < _SHORTEST or _is_stop_word(word):
        return None
    parses = _parser().parse(word)
    best = parses[0]
    if best.tag.POS in _SILENT or _is_name(best) or _is_stop_word(best.normal_form):
        return None
    if looks_like_a_name and (not best.is_known or any(_is_name(parse) for parse in parses)):
        return None
    return str(best.normal_form)


def _is_name(parse: Parse) -> bool:
    return any(mark in parse.tag for mark in _NAMES)


def _is_plain_word(word: str) -> bool:
    """Whether it is in the dictionary as anything but an abbreviation: some people write in capitals throughout."""
    return any(parse.is_known and "Abbr" not in parse.tag for parse in _parser().parse(word))


def _is_stop_word(word: str) -> bool:
    return word.replace("ё", "е") in _stop_words()


@cache
def _parser() -> MorphAnalyzer:
    from pymorphy3 import MorphAnalyzer

    return MorphAnalyzer()


@cache
def _stop_words() -> frozenset[str]:
    lines = (Path(__file__).parent / "stop_words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word.replace("ё", "е") for line in lines if not line.startswith("#") for word in line.split())
