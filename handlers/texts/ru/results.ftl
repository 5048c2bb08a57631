control-results = Результаты
results = <b>Результаты</b>

    Выберите кампанию.
results-unasked = Без кампании
results-unasked-list =
    <b>Без кампании</b>

    Ответы, которые люди дали сами, из меню. Здесь только сводки и по тем же правилам: маленькие группы не показываются. Выберите анкету и учебный год.
results-unasked-none = Таких ответов пока нет.
results-from-menu = Без кампании: ответы из меню за { $year } учебный год
results-other-own = Другая организация
results-ask-own = Результаты какой организации показать?
results-none = Результатов пока нет: ни одна кампания ещё не началась.
results-to-desk = К управлению
results-list = К списку кампаний
results-refresh = Обновить
results-back = Назад
results-everybody = Снять отбор
results-charts = Рисунки
results-files = Скачать
results-filter = Отобрать
results-compare = Сравнить группы
results-waves = Сравнить с прошлым разом
results-cross = Связь двух вопросов
results-as-tables = Таблицей
results-as-text = Обычным текстом
results-tables-hint = Если вместо таблицы пусто, телефон её не показывает. Нажмите «Обычным текстом» под сообщением.
results-no-tables = Таблицы здесь не работают: сервер бота их не знает. Всё то же — обычным текстом.
results-column-block = Раздел
results-column-share = Доля
results-column-here = У вас
results-column-all = У всех
results-column-index = Индекс
results-column-n = n
results-column-item = Пункт
results-column-said = Ответы
results-column-answer = Ответ
results-column-group = Группа
results-column-before = Было
results-column-after = Стало
results-column-difference = +/−
results-column-place = Организация
results-column-finished = Ответили
results-column-percent = %
results-total = Всего
results-hidden-note = н/д — цифра не показана: ответивших слишком мало, или по ней можно было бы узнать ответы других.
results-coverage-table = Кто ответил
results-more-places = И ещё { $places }: все они в своде (Excel).
results-compared-means = Средний индекс
results-filtered = Отбор: { $label } — { $values }
results-coverage = Ответили { $finished } из { $invited } ({ $share })
results-n = В расчёте ответов: { $n }, на { $at }
results-steps = <i>Пока кампания идёт, цифры обновляются шагами, чтобы по ним нельзя было узнать ничьи ответы.</i>
results-own-later = Показатели вашей организации появятся, когда закончится приём ответов: пока он идёт, по ним было бы видно, что ответил каждый следующий. Сейчас — по муниципалитету в целом.
results-block = индекс { $mean }, { $level }, n = { $n }
results-block-plain = индекс { $mean }, n = { $n }
results-more-options = и ещё { $options }
results-more-questions = И ещё { $questions }: все они в своде (Excel).
results-municipal = по муниципалитету: { $share }
results-no-answers = Ответов пока нет.
results-nobody-such = Среди ответивших таких нет.
results-held-back = Пока кампания идёт, цифры показываются шагами. Первые появятся, когда ответов станет достаточно, чтобы по ним нельзя было узнать ничьи.
results-few = Ответили меньше { $least } человек, поэтому результаты не показываются: по ним можно было бы узнать ответы отдельных людей.
results-unavailable = Цифры сейчас не посчитались. Попробуйте через минуту.
results-denied-charts = Рисовать пока нечего: ответов нет или их слишком мало
results-nothing-to-compare = Сравнить не с чем: таких ответов нет или их слишком мало, чтобы показать цифры.
results-compared = { $before } и { $after }
results-crossed = <b>{ $question }</b>
    по вопросу «{ $by }»
results-crossed-by-attribute = <b>{ $question }</b>
    по признаку «{ $by }»
results-crossed-hidden = н/д: { $groups }
results-no-crossing = Такую таблицу показать нельзя: ответов слишком мало, или кампания анонимная и ещё идёт.
results-ask-attribute = Чьи ответы показать? Выберите признак.
results-ask-groups = Какие группы сравнить? Выберите признак.
results-ask-value = { $label }: выберите.
results-no-groups = Отобрать пока не по чему: ответов мало или о людях ничего не известно.
results-no-groups-yet = Сравнивать пока нечего: ответов слишком мало или о людях ничего не известно.
results-ask-question = Связь двух вопросов. Выберите первый.
results-ask-by = По какому вопросу или признаку разделить?
results-ask-file = Что скачать? Файл соберётся за минуту-другую и придёт сюда.
results-ask-options = <b>{ $file }</b>

    Нажмите на строку, чтобы изменить её.
results-for-whom = <b>{ $file }</b>

    Ответы ещё собираются. Для кого файл?

    <b>Чтобы отдать</b> — общие показатели, без групп. Они обновляются шагами, и по двум таким файлам не узнать, что ответил кто-то один.

    <b>Себе, для работы</b> — всё на эту минуту, с группами. Такой файл не передают.

    Когда приём ответов закончится, файл будет один — полный.
results-for-whom-filtered = <b>{ $file }</b>

    Ответы ещё собираются, поэтому файл по отбору — только для работы: передавать его нельзя, по двум таким файлам можно узнать, что ответил кто-то один.
results-for-others = Чтобы отдать
results-for-work = Себе, для работы
results-labels = В ячейках: слова
results-codes = В ячейках: коды
results-several-one = Несколько ответов: одна колонка
results-several-many = Несколько ответов: по колонкам
results-several-both = Несколько ответов: и так и так
results-without-codes = Без кодов участников
results-with-codes = С кодами участников
results-make = Собрать файл
results-to-files = К списку файлов
results-before = ← Раньше
results-after = Дальше →
own-result-beside = Сравнить с коллегами
own-result =
    <b>Ваш результат рядом с другими</b>
    { $title }
own-result-block = { $label }: <b>{ $index }</b> — { $level }
own-result-block-without-level = { $label }: <b>{ $index }</b>
own-result-unknown = { $label }: мало ответов
own-result-earlier = раньше: { $history }
own-result-band = у половины коллег: { $low }–{ $high }, у вас { $place }
own-result-you = Вы
own-result-others = Половина коллег
own-result-few = Сравнить с коллегами пока нельзя: ответили слишком мало.
own-result-note = <i>Чем больше число, тем нужнее помощь. «Половина коллег» — те, кто посередине: у четверти число меньше, у четверти больше. { $seen }</i>
own-result-back = К результату
