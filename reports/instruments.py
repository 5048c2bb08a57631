"""What reports know of the questionnaires of the library: how they are called, and what helps with a block."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Support:
    """What helps with a block (DOMAIN §2.4)."""

    topic: str
    """«Оценивание и анализ ВПР», as the name of a seminar."""
    forms: str
    """What suits, the short ones first."""


@dataclass(frozen=True, slots=True)
class Instrument:
    """How the report about a questionnaire is written. Words are given in the cases they are used in."""

    subject: str
    """After «по результатам»."""
    of_whom: str = "педагогов"
    whom: str = "педагогам"
    goal: str = "определить, какая методическая помощь нужна педагогам, и спланировать её по ответам самих педагогов"
    headline: str = "Доля с выраженными затруднениями"
    strongest: str = "Умения, в которых педагоги наиболее уверены"
    weakest: str = "Умения, в которых помощь нужна чаще всего"
    who: str = "педагоги"
    is_of_teams: bool = False
    """Whether those who answer are the heads of organisations and their deputies."""
    is_difficulty: bool = True
    """False: a high index is a good one, and nothing is said of difficulties."""
    wishes: tuple[str, ...] = ()
    """Questions without a scale that belong into the report, in their order; empty: all but those of the passport."""
    wishes_title: str = "Запрос на формы помощи"
    most_wanted: tuple[tuple[str, str], ...] = ()
    """Questions whose options chosen most the conclusions name, and how that sentence opens."""
    crossed: tuple[tuple[str, str], ...] = ()
    """Questions by questions that the report puts in a table; by each option where several may be chosen."""
    supports: Mapping[str, Support] = field(default_factory=dict)

    def support(self, block: str, label: str) -> Support:
        """What helps with a block; for a questionnaire of the centre's own, its name and a choice of forms."""
        return self.supports.get(block, Support(label, "семинар, консультация, разбор практики"))


_PD1 = Instrument(
    subject="мониторинга профессиональных затруднений педагогов",
    wishes=("help", "offers_help"),
    most_wanted=(("help", "Чаще всего просят такую помощь"),),
    supports={
        "a": Support("Нормы и содержание образования", "консультация по документам, краткий семинар"),
        "b": Support("Предмет и содержание занятий", "предметный курс, заседание РМО"),
        "c": Support("Методика урока (занятия)", "мастер-класс, взаимопосещение, наставник"),
        "d": Support("Оценивание и работа с результатами", "курс по оцениванию, практикум по анализу ВПР"),
        "e": Support("Функциональная грамотность и мышление", "серия практикумов с банком заданий"),
        "f": Support("Разные дети", "консультация специалиста, курс по инклюзии"),
        "g": Support("Класс, семья, коллеги", "тренинг, разбор случаев, наставник"),
        "h": Support("Цифровая среда", "мастерская, консультация по данным и ИИ"),
    },
)
_YT1 = Instrument(
    subject="мониторинга профессиональных затруднений молодых педагогов",
    wishes=("mentor", "needs", "form", "often", "pass_on"),
    most_wanted=(("needs", "На вопрос, с чем нужен наставник, чаще всего отвечали"),),
    wishes_title="Запрос на наставничество",
    who="молодые педагоги",
    of_whom="молодых педагогов",
    whom="молодым педагогам",
    goal="узнать, с чем молодым педагогам труднее всего в первые годы работы, и вовремя помочь",
    strongest="Что даётся молодым педагогам легче всего",
    weakest="С чем молодым педагогам труднее всего",
    supports={
        "joining": Support("Вхождение в коллектив", "наставник, встреча с администрацией, памятка новичку"),
        "planning": Support("Планирование", "консультация, мастерская по планированию, наставник"),
        "methods": Support("Методика", "мастер-класс, взаимопосещение, наставник"),
        "discipline": Support("Дисциплина", "тренинг, разбор случаев, консультация психолога"),
        "parents": Support("Работа с родителями", "тренинг трудного разговора, разбор случаев"),
        "documents": Support("Документы", "консультация, краткий семинар, образцы"),
        "support": Support("Поддержка", "наставник, школа молодого педагога, группа поддержки"),
        "wellbeing": Support("Эмоциональное благополучие", "группа поддержки, встреча с психологом по желанию"),
    },
)
_MT1 = Instrument(
    subject="мониторинга потребностей управленческих команд",
    wishes=("format", "visiting_day"),
    most_wanted=(("format", "Чаще всего удобен такой формат"),),
    is_of_teams=True,
    who="управленческие команды",
    of_whom="членов управленческих команд",
    whom="управленческим командам",
    goal="определить, в чём управленческим командам нужна поддержка, и спланировать её",
    strongest="Что у команд налажено лучше всего",
    weakest="В чём командам помощь нужна чаще всего",
    supports={
        "u1": Support("Качество и данные", "практикум по работе с данными, консультация аналитика"),
        "u2": Support("Кадры и методическая работа", "семинар для заместителей, стажировка, образцы документов"),
        "u3": Support("Управление развитием", "проектная сессия, экспертиза программы развития"),
        "u4": Support("Право, ресурсы, безопасность", "консультация юриста, перечень для самопроверки"),
        "u5": Support("Команда и общение", "тренинг, разбор случаев, менторство"),
        "u6": Support("Воспитание и инклюзия", "семинар с ПМПК, супервизия, разбор случаев"),
    },
)
_MF1 = Instrument(
    subject="изучения взаимодействия наставников и наставляемых",
    wishes=("meetings", "visits", "programme", "satisfied", "talk"),
    wishes_title="Встречи, посещения занятий и итоги",
    of_whom="участников наставничества",
    whom="участникам наставничества",
    goal="узнать, как наставники и наставляемые оценивают совместную работу, и поддержать её",
    headline="Доля с индексом 50 и выше",
    strongest="Что в совместной работе складывается хуже всего",
    weakest="Что в совместной работе складывается лучше всего",
    is_difficulty=False,
)
_EN1 = Instrument(
    subject="изучения образовательного запроса педагогов",
    goal="узнать, чему, в какой форме и когда педагогам удобно учиться, и учесть это в плане района",
    most_wanted=(("topics", "Чаще всего просят темы"), ("mode", "Чаще всего подходят формы")),
    crossed=(("mode", "depth"), ("depth", "topics")),
)
_KNOWN = {"pd-1": _PD1, "yt-1": _YT1, "mt-1": _MT1, "mf-1-mentee": _MF1, "mf-1-mentor": _MF1, "en-1": _EN1}
_OTHER = Instrument(
    subject="опроса педагогов",
    goal="узнать мнение педагогов и учесть его в работе",
    strongest="Пункты с наименьшими затруднениями",
    weakest="Пункты с наибольшими затруднениями",
)


def instrument_of(questionnaire_key: str) -> Instrument:
    """What is known of a questionnaire; of those of the centre's own, what fits all."""
    return _KNOWN.get(questionnaire_key, _OTHER)
