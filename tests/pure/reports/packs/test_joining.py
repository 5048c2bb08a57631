"""Versions put together: a question that is gone keeps all options it ever had."""

from dataclasses import replace

from reports.packs.joining import VersionPack, join
from reports.packs.model import AnswerRow, Layout
from reports.packs.packing import pack
from surveys.model import Key, Questionnaire, VersionId
from surveys.xlsform import compile_form, read_markdown

FORM = """
| settings | | | |
| | form_title | form_id | version |
| | Проба | probe | 1 |

| survey | | | |
| | type | name | label |
| | select_one s | stays | Останется? |
| | select_one g | goes | Уйдёт? |

| choices | | | |
| | list_name | name | label |
| | s | yes | Да |
| | s | no | Нет |
| | g | often | Часто |
| | g | never | Никогда |
"""
WITHOUT_AN_OPTION = FORM.replace("| | g | often | Часто |\n", "")
WITHOUT_THE_QUESTION = FORM.replace("| | select_one g | goes | Уйдёт? |\n", "")


def version(number: int, text: str) -> Questionnaire:
    return replace(compile_form(read_markdown("probe.md", text)), id=VersionId(number))


def test_a_question_that_is_gone_keeps_the_options_of_all_versions() -> None:
    versions = [version(n, text) for n, text in enumerate([FORM, WITHOUT_AN_OPTION, WITHOUT_THE_QUESTION], start=1)]
    said = [{"stays": "yes", "goes": "often"}, {"stays": "no", "goes": "never"}, {"stays": "yes"}]
    packs = [
        VersionPack(each.id, pack(Layout(each), [AnswerRow(number, 0, answers)]))
        for number, (each, answers) in enumerate(zip(versions, said, strict=True), start=1)
    ]
    responses = join(versions, packs, with_words=False).responses

    assert responses.choices[Key("stays")].tolist() == [0, 1, 0]
    assert responses.choices[Key("goes")].tolist() == [1, 0, -1]
