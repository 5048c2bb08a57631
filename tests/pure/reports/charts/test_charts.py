"""Charts: what they show, how large they are, and what they say to whoever cannot see them."""

import io
import re
import warnings
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from reports.charts.canvas import PAPER, PHONE, Page, drawable, wrapped
from reports.charts.gallery import (
    charts_for_phone,
    charts_of,
    choice_chart,
    coverage_charts,
    drawings,
    help_questions,
    pronounced_chart,
)
from reports.charts.slides import write_slides
from tests.pure.reports.summaries import EN1, ORGANISATIONS, summary_of, with_texts

COARSE = 40
"""Pixels an inch, where nobody looks at the picture."""
EVIL = '=HYPERLINK("http://x") $a_b$ 😀\n' + "ОченьДлинноеСловоБезПробелов" * 5 + " слово" * 300


def image(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png))


def test_a_summary_has_a_chart_for_everything_it_tells() -> None:
    names = [chart.name for chart in charts_of(summary_of(has_trend=True), COARSE)]

    assert names == [
        "Охват", "Доля ответивших с выраженными затруднениями", "Организация и разделы", "Предмет и разделы",
        "Стаж и разделы", "Категория и разделы", "Какая помощь вам подойдёт?",
        "В каком разделе вы готовы помочь коллегам?", "Динамика",
    ]  # fmt: skip


def test_a_chart_is_as_wide_as_a_phone_and_sharp_on_paper() -> None:
    blocks = summary_of().blocks

    assert image(pronounced_chart(blocks, PHONE).png).width == 1000
    # 130 mm on a page are 5.1 inches.
    assert image(pronounced_chart(blocks, PAPER).png).width / (130 / 25.4) >= 150


def test_the_description_tells_every_figure() -> None:
    summary = summary_of()
    chart = pronounced_chart(summary.blocks, COARSE)

    for block in summary.blocks:
        known = block.pronounced.known()
        assert known is not None
        assert f"{block.label} — {100 * known.share:.0f}\u00a0% · {known.count} из {known.of}" in chart.alt


def test_under_a_picture_stand_its_title_and_a_sentence() -> None:
    captions = [chart.caption.replace("\u00a0", " ") for chart in charts_of(summary_of(has_trend=True), COARSE)]

    assert captions[0] == "Сколько приглашённых ответили, по организациям. Организации стоят по алфавиту."
    assert captions[2].endswith(". Чем темнее клетка, тем больше доля.")
    assert captions[-1].endswith(". Индекс от 0 до 100: чем больше, тем чаще затруднения.")
    assert re.fullmatch(
        r"Какая помощь вам подойдёт\? Чаще всего выбирали — «[^»]+»: \d+ % · \d+ из 240\.", captions[6]
    )
    assert all(len(caption) < 200 and "толбцы" not in caption for caption in captions)


def test_every_picture_with_whiskers_explains_them(monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[str] = []
    write = Page.write

    def writing(page: Page, x: float, line: float, text: str, **look: object) -> None:
        written.append(text)
        write(page, x, line, text, **look)

    monkeypatch.setattr(Page, "write", writing)
    choice_chart(help_questions(summary_of())[0], COARSE)

    assert "Чёрточка — 95 %-й интервал" in " ".join(written)


def test_coverage_stands_in_the_order_of_names() -> None:
    chart = next(drawings(summary_of()))(COARSE)

    assert [chart.alt.index(name) for name in ORGANISATIONS] == sorted(chart.alt.index(n) for n in ORGANISATIONS)


def test_of_hidden_figures_only_coverage_is_drawn() -> None:
    charts = charts_of(summary_of(people=3), COARSE)

    assert [chart.name for chart in charts] == ["Охват"]


def test_a_hidden_group_is_hatched_and_told_as_not_given() -> None:
    heat = next(chart for chart in charts_of(summary_of(), COARSE) if chart.name == "Стаж и разделы")

    assert "1–3 года: Нормы и содержание образования — н/д" in heat.alt


def test_texts_of_any_kind_are_drawn_without_a_warning() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        charts = charts_of(with_texts(summary_of(has_trend=True), EVIL), COARSE)

    assert all(image(chart.png).width == 250 for chart in charts)


def test_many_organisations_go_on_on_further_charts() -> None:
    names = [f"Школа № {number}" for number in range(1, 71)]
    charts = [draw(COARSE).name for draw in coverage_charts(summary_of(organisations=names))]

    assert charts == [f"Охват, часть {number}" for number in range(1, 6)]


def test_the_last_chart_of_many_is_about_as_long_as_the_others() -> None:
    names = [f"Школа № {number}" for number in range(1, 18)]
    charts = [draw(COARSE) for draw in coverage_charts(summary_of(organisations=names))]

    assert [sum(f"№ {number} " in chart.alt for number in range(1, 18)) for chart in charts] == [9, 8]


def test_a_phone_gets_what_was_answered_before_a_long_list_of_organisations() -> None:
    names = [f"Школа № {number}" for number in range(1, 18)]

    assert [chart.name for chart in charts_for_phone(summary_of(), 2)] == [
        "Охват",
        "Доля ответивших с выраженными затруднениями",
    ]
    assert charts_for_phone(summary_of(organisations=names), 1)[0].name.startswith("Доля")


def test_a_font_that_comes_along_is_asked_for_no_sign_it_has_not() -> None:
    assert drawable("Школа\u200b № 1 🦾") == "Школа № 1 "


def test_what_does_not_fit_is_cut_with_an_ellipsis() -> None:
    assert wrapped("один два три четыре пять шесть", 10, 2) == ["один два", "три…"]


def test_a_number_stays_with_its_sign() -> None:
    assert wrapped("Детский сад № 10", 15) == ["Детский сад", "№\N{NO-BREAK SPACE}10"]
    assert wrapped("ответили 5\N{NO-BREAK SPACE}человек", 12) == ["ответили", "5\N{NO-BREAK SPACE}человек"]


def test_slides_are_one_archive_with_safe_names(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    write_slides(path, list(drawings(with_texts(summary_of(EN1, 40), EVIL))))

    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        assert archive.testzip() is None
    assert names[-1] == "Описания рисунков.txt"
    assert len(names) > 8
    assert all(len(name.encode()) < 120 and not set('\\/:*?"<>|\n') & set(name) for name in names)


def test_slides_may_be_cancelled_and_nothing_is_left(tmp_path: Path) -> None:
    class Cancelled(Exception):
        pass

    def cancel(done: int, _of: int) -> None:
        if done:
            raise Cancelled

    with pytest.raises(Cancelled):
        write_slides(tmp_path / "a.zip", list(drawings(summary_of())), cancel)

    assert list(tmp_path.iterdir()) == []
