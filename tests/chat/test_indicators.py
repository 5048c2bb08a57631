"""Indicators on the phone: figures with targets, who is missing, changing what is to be reached; and who may not."""

import io

import docx
import openpyxl

from bot.demo import KEY
from handlers.result_payloads import IndicatorAct, IndicatorTap
from people.lists.model import ListedOrganisation, ListedPerson
from people.lists.writing import list_workbook
from reports.indicators.catalogue import DEFINITIONS
from reports.indicators.words import NOTHING_LEFT_OUT
from simulator.simulator import TOKEN
from tests.chat.answered import answer
from tests.chat.campaigning import ANONYMOUS, KIND, describes, joins, launches
from tests.chat.cast import Someone, documents, normal
from tests.chat.test_results import appointed, teachers
from tests.chat.test_self_assessment import answers_everything
from tests.chat.town import KINDERGARTEN, SCHOOL, Town, brings_a_list, code_of, opens_a_centre
from tests.processes.conftest import BotProcess

PD1 = "Самооценка профессиональных затруднений"
SELF, YOUNG = "Самооценка затруднений", "Мониторинг молодых педагогов"
BEGINNERS = {"young": "yes", "experience": "first_year", "work": "subject"}


async def furnished(town: Town) -> str:
    """A centre with three young teachers in its list, one of a kindergarten; gives the code of the school."""
    await town.anna.says("/start")
    await opens_a_centre(town.anna)
    places = [ListedOrganisation(2, SCHOOL), ListedOrganisation(3, KINDERGARTEN)]
    people = [
        ListedPerson(2, "Школа № 5", own_number="1", profile=BEGINNERS),
        ListedPerson(3, "Школа № 5", own_number="2", profile=BEGINNERS),
        ListedPerson(4, "Детский сад № 3", own_number="3", profile=BEGINNERS),
    ]
    await brings_a_list(town.anna, list_workbook(places, people))
    return await code_of(town.anna)


async def asked(town: Town, mode: str = KIND) -> Someone:
    """The self-assessment runs; Мария is one of four who are invited."""
    maria = await joins(town, "Мария", await furnished(town))
    await describes(town.anna, PD1, mode)
    await launches(town.anna)
    return maria


async def looks(someone: Someone) -> Someone:
    await someone.says("/start")
    await someone.taps("Управление")
    await someone.taps("Результаты")
    await someone.taps("Показатели")
    return someone


async def test_before_anything_was_asked_there_are_targets_and_no_figures(town: Town) -> None:
    await furnished(town)
    anna = await looks(town.anna)

    anna.sees("Показатели, 2026/2027 учебный год", "Прошли муниципальную самооценку затруднений считать пока некого")
    anna.sees("0 % (0 из 3) Цель: не менее 100 % — пока не достигнута, не хватает 3 человек")
    anna.sees("Руководители охвачены мониторингом потребностей считать пока некого Цель не задана.")
    await anna.taps(SELF)
    anna.sees("В этом учебном году таких кампаний ещё не было.")


async def test_a_methodologist_sees_figures_formula_and_who_is_missing(town: Town) -> None:
    maria = await asked(town)
    await town.bot.ticks(seconds=5)
    await maria.taps("Пройти самооценку")
    await maria.taps("Начать")
    await answers_everything(maria)
    anna = await looks(town.anna)

    anna.sees("25 % (1 из 4) Цель: не менее 70 % — пока не достигнута, не хватает 2 человек")
    await anna.taps(SELF)
    anna.sees("Откуда цель: собственная норма центра")
    anna.sees("Числитель: 1 — заполнили самооценку.")
    anna.sees(
        "Сомнительные ответы, если они есть, не исключены",
        "Знаменатель: 4 — приглашены в кампании.",
        "«Осень» (05.10.2026 — 12.10.2026)",
    )
    anna.sees("Не охвачены: 3 человека, 2 организации.", "Не заменяет диагностику в ЦНППМ")
    await anna.taps("Кто не охвачен")
    assert anna.buttons == ["Детский сад № 3 — 1", "Школа № 5 — 2", "Назад к показателю"]
    await anna.taps("Школа № 5 — 2")
    anna.sees("Школа № 5: не охвачены 2 из 3")
    codes = anna.screen.text.split("Личные коды: ")[1].splitlines()[0].split(", ")
    assert len(set(codes)) == 2
    await anna.taps("К списку организаций")
    await anna.taps("Назад к показателю")
    await anna.taps("К показателям")
    anna.sees("Показатели, 2026/2027 учебный год")


async def test_the_target_is_changed_and_nonsense_is_refused_kindly(town: Town) -> None:
    await furnished(town)
    anna = await looks(town.anna)
    await anna.taps(YOUNG)
    await anna.taps("Изменить цель")
    anna.sees("Как понимать цель?")
    await anna.taps("Не меньше заданной доли")
    anna.sees("Сколько процентов нужно достичь?")
    await anna.says("120 %")
    anna.sees("Доля не бывает больше 100 %")
    await anna.says("0")
    anna.sees("Доля не бывает больше 100 %, а ноль ни к чему не обязывает.")
    await anna.says("82,5 %")
    await anna.says("Приказ УО № 12")

    anna.sees("Сохранено.", "Цель: не менее 82,5 % — пока не достигнута, не хватает 3 человек")
    anna.sees("Откуда цель: Приказ УО № 12")
    await anna.taps("Изменить цель")
    await anna.taps("Цели нет")
    anna.sees("Сохранено.", "Цель не задана.")


async def test_both_forms_of_every_indicator_open(town: Town) -> None:
    await furnished(town)
    for definition in DEFINITIONS.values():
        anna = await looks(town.anna)
        await anna.taps(definition.short)
        await anna.taps("Изменить цель")
        anna.sees(f"Показатель «{definition.short}»", "Как понимать цель?")
        anna = await looks(town.anna)
        await anna.taps(definition.short)
        await anna.taps("Изменить расчёт")
        anna.sees("С какого индекса считать" if definition.is_of_answers else "Кого считать охваченными?")


async def test_what_is_reckoned_is_changed_as_well(town: Town) -> None:
    await asked(town)
    anna = await looks(town.anna)
    await anna.taps(SELF)
    await anna.taps("Изменить расчёт")
    anna.sees("По каким кампаниям считать?")
    assert "Осень" in anna.buttons[0]
    await anna.taps("Пропустить")
    await anna.taps("Всех, кто закончил анкету")
    await anna.taps("От всех по списку")

    anna.sees(
        "Сохранено.", "Числитель: 0 — заполнили самооценку. Знаменатель: 4 — все, кто есть в списке сотрудников."
    )
    anna.sees("0 % (0 из 4)")


async def test_growth_is_measured_against_what_somebody_knows_of_last_year(town: Town) -> None:
    await asked(town)
    anna = await looks(town.anna)
    await anna.taps(SELF)
    await anna.taps("Изменить цель")
    await anna.taps("Прирост за год")
    await anna.says("20")
    await anna.taps("Пропустить")
    await anna.taps("Пропустить")
    anna.sees("прирост за год не менее 20 п. п. — сравнить не с чем: показателя за прошлый год нет")
    await anna.taps("Изменить цель")
    await anna.taps("Прирост за год")
    await anna.says("20")
    await anna.says("30")
    await anna.taps("Пропустить")

    anna.sees("0 % (0 из 4), год назад 30 %", "пока не достигнута, не хватает 2 человек")


async def test_of_anonymous_campaigns_nobody_is_told_by_code(town: Town) -> None:
    await asked(town, ANONYMOUS)
    anna = await looks(town.anna)
    await anna.taps(SELF)
    await anna.taps("Кто не охвачен")
    anna.sees("Школа № 5 — 3 из 3", "Детский сад № 3 — 1 из 1", "кто именно не ответил, не знает никто")
    assert anna.buttons == ["Назад к показателю"]
    await anna.presses(IndicatorTap(act=IndicatorAct.PLACE, option=0, number=1).pack())
    anna.sees_no("Личные коды")


async def test_a_coordinator_sees_the_own_school_and_changes_nothing(town: Town) -> None:
    await asked(town)
    await answer(town, teachers(14, 12))
    coordinator = await appointed(town)
    await looks(coordinator)
    coordinator.sees("Показатели организации, 2026/2027 учебный год", "(14 из 17)")
    coordinator.sees_no("наставничеством")
    assert "Скачать с кодами" not in coordinator.buttons
    await coordinator.taps(SELF)
    assert coordinator.buttons == ["Кто не охвачен", "К показателям"]
    await coordinator.taps("Кто не охвачен")
    coordinator.sees("Школа № 5 — 3 из 17")
    coordinator.sees_no("Детский сад")
    for tap in (
        IndicatorTap(act=IndicatorAct.TARGET),
        IndicatorTap(act=IndicatorAct.RECKONING),
        IndicatorTap(act=IndicatorAct.FILE_WITH_PEOPLE),
        IndicatorTap(act=IndicatorAct.PLACE, number=1),
        IndicatorTap(act=IndicatorAct.PLACE, number=2),
        IndicatorTap(act=IndicatorAct.LOOK, option=2),
    ):
        await coordinator.presses(tap.pack())
        coordinator.hears("Это вам сейчас недоступно")
    await coordinator.presses(IndicatorTap(act=IndicatorAct.FILE).pack())
    await town.bot.works()
    [data] = documents(town.sim, coordinator).values()
    assert "Детский сад № 3" not in text_of(data)
    assert "Школа № 5" in text_of(data)


async def test_a_teacher_and_somebody_of_another_centre_see_nothing(town: Town) -> None:
    maria = await asked(town)
    for act in IndicatorAct:
        await maria.presses(IndicatorTap(act=act, number=1).pack())
        maria.hears("Это вам сейчас недоступно")
    await town.anna.says("/start")
    await town.anna.taps("Управление")
    await opens_a_centre(town.anna, "Другой центр", "Частная организация")
    anna = await looks(town.anna)
    anna.sees("Прошли муниципальную самооценку затруднений считать пока некого")
    await anna.presses(IndicatorTap(act=IndicatorAct.PLACE, number=1).pack())
    anna.hears("Это вам сейчас недоступно")
    assert documents(town.sim, maria) == {}


async def test_the_workbook_comes_with_codes_for_those_who_may_have_them(town: Town) -> None:
    await asked(town)
    anna = await looks(town.anna)
    await anna.taps("Скачать (Excel)")
    await town.bot.works()
    [(name, data)] = documents(town.sim, anna).items()
    assert name.startswith("Показатели. ИМЦ Северского района")
    assert openpyxl.load_workbook(io.BytesIO(data)).sheetnames == ["Показатели", "Как считается", "Не охвачены"]
    town.bot.clock.passes(minutes=2)
    await looks(anna)
    await anna.taps("Скачать с кодами")
    await town.bot.works()
    newest = list(documents(town.sim, anna).values())[-1]
    people = openpyxl.load_workbook(io.BytesIO(newest))["Люди"]
    assert [row[2].value for row in people.iter_rows(min_row=2) if row[0].value == "IND-01s"].count("Школа № 5") == 3


async def test_the_command_line_writes_the_workbook(town: Town, tmp_path: object) -> None:
    await asked(town)
    out = f"{tmp_path}/показатели.xlsx"
    url = town.bot.app.settings.database_url
    process = BotProcess({"BOT_TOKEN": TOKEN, "BOT_KEY": KEY, "BOT_DATABASE_URL": url})

    told = await process.runs("export", "--kind", "indicators", "--personal", "--out", out)
    assert told == (0, f"Записано: {out}\n")
    assert "Люди" in openpyxl.load_workbook(out).sheetnames
    code, said = await process.runs("export", "--kind", "indicators", "--centre", "9", "--out", out)
    assert (code, said) == (1, "Центра № 9 нет.\n")
    code, said = await process.runs("export", "--kind", "report", "--out", out)
    assert code == 1
    assert said.startswith("Назовите номер кампании")


async def test_the_report_and_the_workbook_of_a_campaign_name_the_indicator(town: Town) -> None:
    await asked(town)
    await answer(town, teachers(14, 12))
    told = "Прошли муниципальную самооценку затруднений: 86,7 % (26 из 30); цель — не менее 70 %, достигнута."
    anna = town.anna
    for kind in ("Справка (Word)", "Свод (Excel)"):
        await anna.says("/start")
        for label in ("Управление", "Результаты", "Осень", "Скачать", kind, "Себе, для работы"):
            await anna.taps(label)
    await town.bot.works()
    report, workbook = sorted(documents(town.sim, anna).items(), key=lambda each: each[0].endswith(".xlsx"))
    told += f" {NOTHING_LEFT_OUT}"
    assert f"– {told}" in [normal(each.text) for each in docx.Document(io.BytesIO(report[1])).paragraphs]
    assert told in text_of(workbook[1])


def text_of(data: bytes) -> str:
    """All words of a workbook."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    return normal(" ".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row))
