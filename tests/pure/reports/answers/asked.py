"""A questionnaire with every kind of column, and answers to it."""

from surveys.model import Choice, Key, Kind, Question, Questionnaire, Repeat

LEVELS = (
    Choice("0", "Делаю уверенно", 0.0),
    Choice("1", "Часто затрудняюсь", 3.0),
    Choice("na", "Не моя задача", None),
)
HELP = (Choice("course", "курс"), Choice("mentor", "наставник; рядом"))
DANGEROUS = '=HYPERLINK("http://x";"y")'

A1 = Question(Key("a1"), Kind.CHOICE, "Строю урок", choices=LEVELS, scale="a")
HELPED = Question(Key("help"), Kind.CHOICES, "Какая помощь подойдёт?", choices=HELP)
ORDER = Question(Key("порядок"), Kind.RANK, "Что важнее?", choices=HELP)
HOURS = Question(Key("hours"), Kind.NUMBER, "Сколько часов?")
DAY = Question(Key("day"), Kind.DATE, "Когда?")
WORDS = Question(Key("words"), Kind.TEXT, "Что мешает?")
TOY = Question(Key("toy"), Kind.TEXT, "Игрушка", repeats=(Key("toys"),))
NEW = Question(Key("new"), Kind.CHOICE, "Новый вопрос", choices=LEVELS[:2])
GONE = Question(Key("gone"), Kind.CHOICE, "Старый вопрос", choices=LEVELS[:2])

FIRST = Questionnaire("probe", "1", "Проба", "", (A1, GONE, HELPED, ORDER, HOURS, DAY, WORDS))
SECOND = Questionnaire(
    "probe",
    "2",
    "Проба",
    "",
    (A1, NEW, HELPED, ORDER, HOURS, DAY, WORDS, TOY),
    repeats=(Repeat(Key("toys"), "Игрушки: все/любые"),),
)

ANSWERS = (
    {"a1": "0", "gone": "1", "help": "course mentor", "порядок": "mentor course", "hours": "2.5",
     "day": "2026-10-05", "words": DANGEROUS},
    {"a1": "na", "new": "0", "help": "", "порядок": "", "hours": "", "words": ""},
    {"a1": "", "new": "", "help": "mentor", "hours": "-97", "words": "Две\nстроки; «кавычки» \"и\" 😀"},
    {},
)  # fmt: skip
