"""The centre's own look of reports: sent as a file, seen as a sample, put to use, taken back."""

import io

import docx

from handlers.result_payloads import TemplateAct, TemplateTap
from reports.analysis.sample import example
from tests.chat.answered import answer
from tests.chat.cast import Someone, documents, sends
from tests.chat.test_campaigns import joins
from tests.chat.test_results import appointed, looks, running, teachers
from tests.chat.town import Town, ready

DOCX = "бланк.docx"
SAMPLE = "образец справки.docx"


def letterhead(words: str = "Шапка центра") -> bytes:
    """A template with these words on every page."""
    document, into = docx.Document(io.BytesIO(example())), io.BytesIO()
    document.sections[0].different_first_page_header_footer = False
    document.sections[0].header.paragraphs[0].text = words
    document.save(into)
    return into.getvalue()


def header(data: bytes) -> str:
    return docx.Document(io.BytesIO(data)).sections[0].header.paragraphs[0].text


async def opens_templates(someone: Someone) -> None:
    await someone.says("/start")
    await someone.taps("Управление")
    await someone.taps("Шаблон справки")


async def test_a_template_is_looked_at_put_to_use_and_taken_back(town: Town) -> None:
    await ready(town)
    await opens_templates(town.anna)
    town.anna.sees("Справки сейчас в обычном оформлении бота")
    given = letterhead()
    await sends(town.anna, DOCX, given)
    town.anna.sees("«бланк.docx» подходит для справок", "пришлите её таблицей Excel")
    assert header(documents(town.sim, town.anna)[SAMPLE]) == "Шапка центра"

    await town.anna.taps("Поставить")
    town.anna.sees("Готово: следующие справки выйдут в этом шаблоне.", "Справки выходят в вашем шаблоне «бланк.docx»")
    await town.anna.taps("Скачать мой шаблон")
    assert documents(town.sim, town.anna)[DOCX] == given
    await town.anna.taps("Вернуть обычное оформление")
    town.anna.sees("Готово: справки снова выходят в обычном оформлении.")
    assert town.anna.buttons == ["Скачать заготовку", "К управлению"]


async def test_the_example_is_taken_as_a_template(town: Town) -> None:
    await ready(town)
    await opens_templates(town.anna)
    await town.anna.taps("Скачать заготовку")
    [(name, data)] = documents(town.sim, town.anna).items()
    assert name == "шаблон-заготовка.docx"
    await sends(town.anna, name, data)

    town.anna.sees("подходит для справок")
    town.anna.sees_no("бот возьмёт свои")
    await town.anna.taps("Не надо")
    town.anna.sees("Хорошо, ничего не изменилось.", "в обычном оформлении")


async def test_a_file_that_does_not_suit_is_refused_with_a_sentence(town: Town) -> None:
    await ready(town)
    for name in (DOCX, "старый.doc"):
        await sends(town.anna, name, b"\xd0\xcf\x11\xe0 old")
        town.anna.sees(f"«{name}» не подходит для справок", "Сохраните его в Word как «Документ Word (.docx)»")
        town.anna.sees("пришлите её таблицей Excel")
    await opens_templates(town.anna)
    town.anna.sees("в обычном оформлении")


async def test_a_button_of_an_earlier_file_puts_nothing_to_use(town: Town) -> None:
    await ready(town)
    await sends(town.anna, DOCX, letterhead("первая"))
    first = town.anna.data("Поставить")
    await sends(town.anna, DOCX, letterhead("вторая"))
    await town.anna.presses(first)

    town.anna.sees("Этого файла уже нет.", "в обычном оформлении")


async def test_the_report_comes_in_the_template(town: Town) -> None:
    await running(town)
    await answer(town, teachers(14, 12))
    await sends(town.anna, DOCX, letterhead())
    await town.anna.taps("Поставить")
    anna = await looks(town)
    await anna.taps("Скачать")
    await anna.taps("Справка (Word)")
    await anna.taps("Себе, для работы")
    await town.bot.works()

    made = next(data for name, data in documents(town.sim, anna).items() if "Справка. Осень" in name)
    assert header(made) == "Шапка центра"
    first = docx.Document(io.BytesIO(made)).paragraphs
    assert next(p.text for p in first if p.style and p.style.name == "Heading 1") == "1. Основание и сроки"


async def test_a_coordinator_and_a_teacher_change_no_template(town: Town) -> None:
    maria = await joins(town, "Мария", await ready(town))
    for someone in (maria, await appointed(town)):
        await someone.says("/start")
        for act in TemplateAct:
            await someone.presses(TemplateTap(act=act, number=1).pack())
            someone.hears("Это вам сейчас недоступно")
        await sends(someone, DOCX, letterhead())
        someone.sees_no("подходит для справок")
    assert await town.bot.app.desk.templates.used(await town.bot.app.desk.visitor(
        await town.bot.app.desk.person(town.anna.id))) is None  # fmt: skip
