control-campaigns = Кампании
campaigns =
    <b>Кампании</b>

    Кампания — это анкета, люди, которых она касается, и дни, когда её можно заполнить.
campaigns-none = Пока ни одной. Начните с плана года: там всё уже подготовлено.
campaigns-none-here = Ваша организация пока не участвует ни в одной кампании.
campaigns-new = Новая кампания
campaigns-year = План года
campaign-line-draft = · { $title } — черновик
campaign-line-scheduled = · { $title } — начнётся { $day }
campaign-line-running = ▶ { $title } — до { $day }, ответили { $finished } из { $invited }
campaign-line-closed = ✓ { $title } — завершена, ответили { $finished } из { $invited }

campaign-year =
    <b>План методического года { $year }</b>

    Выберите кампанию: анкета, люди и даты уже заполнены. Перед запуском всё можно поправить.
campaign-year-line = { $days } — { $title }
campaign-year-over = Уже прошли по плану:
campaign-year-gone = Этой анкеты сейчас нет среди доступных.

campaign-draft =
    <b>{ $title }</b>

    Анкета: { $questionnaire } ({ $length })
    Кого спрашиваем: { $whom }
    Когда: { $when }
    Ответы: { $mode }
campaign-length = { $questions ->
    [one] { $questions } вопрос
    [few] { $questions } вопроса
   *[other] { $questions } вопросов
 }
campaign-when-now = сразу после запуска, до { $last } включительно
campaign-when-on = с { $first } по { $last } включительно
campaign-late = { $days ->
    [one] опоздавшим — ещё { $days } день
    [few] опоздавшим — ещё { $days } дня
   *[other] опоздавшим — ещё { $days } дней
 }
campaign-mode-pseudonymous = под личным кодом
campaign-mode-anonymous = анонимно, с человеком не связаны
campaign-mode-identified = с именем, только с согласия
campaign-size = { $people ->
    [one] Сейчас это <b>{ $people }</b> человек.
    [few] Сейчас это <b>{ $people }</b> человека.
   *[other] Сейчас это <b>{ $people }</b> человек.
 } { $reachable ->
    [0] Приглашение в боте пока не получит никто.
    [one] Приглашение в боте получит { $reachable } человек.
    [few] Приглашение в боте получат { $reachable } человека.
   *[other] Приглашение в боте получат { $reachable } человек.
 }
campaign-size-nobody = Сейчас таких людей нет.
campaign-size-absent = Остальные ещё не вошли в бот: анкета встретит их, когда войдут.
campaign-size-elsewhere = { $count ->
    [one] { $count } человек уже отвечает на эту анкету в другой кампании: второй раз не спросим.
    [few] { $count } человека уже отвечают на эту анкету в другой кампании: второй раз не спросим.
   *[other] { $count } человек уже отвечают на эту анкету в другой кампании: второй раз не спросим.
 }
campaign-wave-same = Волна { $wave }. Анкета не менялась с прошлого раза: все ответы можно сравнивать.
campaign-wave-changed = Волна { $wave }. С прошлого раза анкета изменилась: сравнить можно { $comparable } из { $asked } вопросов.
campaign-wave-broken = Динамика прервётся: { $scales }.
campaign-wave-anonymous = Ответы анонимны, поэтому сравнить можно только группы, не отдельных людей.
campaign-scheduled = Начнётся { $day } сама, ничего делать не нужно.
campaign-not-begun-ended = Кампания «{ $title }» не началась: последний день приёма ответов уже прошёл. Она снова черновик: измените даты и запустите её ещё раз.
campaign-not-begun-not_on_offer = Кампания «{ $title }» не началась: её анкету сняли. Она снова черновик: выберите другую анкету или верните эту и запустите кампанию ещё раз.
campaign-open = Открыть кампанию
campaign-try = Посмотреть, как увидит педагог
campaign-start = Запустить
campaign-start-sure = { $count ->
    [0] Запустить «{ $title }»? Из тех, кого она касается, в бот ещё никто не вошёл: анкета встретит их, когда войдут.
    [one] Запустить «{ $title }»? Приглашение получит { $count } человек.
    [few] Запустить «{ $title }»? Приглашение получат { $count } человека.
   *[other] Запустить «{ $title }»? Приглашение получат { $count } человек.
 }
campaign-start-sure-now = Приглашения уйдут сразу.
campaign-start-sure-quiet = Сейчас тихие часы: приглашения уйдут в ближайшее рабочее утро.
campaign-start-sure-frozen = После запуска анкету, людей и режим ответов уже не поменять; продлить или закрыть можно в любой день.
campaign-yes-start = Да, запустить
campaign-back = Назад
campaign-schedule = Запланировать на { $day }
campaign-change = Изменить
campaign-unschedule = Отменить запуск
campaign-delete = Удалить черновик
campaign-delete-sure = Удалить черновик «{ $title }»?
campaign-yes-delete = Да, удалить
campaign-no = Нет, оставить

campaign-board =
    <b>{ $title }</b>
    { $state }

    { $bar } <b>{ $percent } %</b>
    Ответили <b>{ $finished }</b> из { $invited }, начали и не закончили { $open }.
campaign-board-running = Идёт до { $day } включительно.
campaign-board-late = Завершена { $day }. Кто успел начать, может закончить до { $late } включительно.
campaign-board-closed = Завершена { $day }.
campaign-board-row = { $bar } { $organisation } — { $finished } из { $invited }
campaign-board-paper = { $paper ->
    [one] И ещё { $paper } ответ с бумаги: чей он, бот не знает.
    [few] И ещё { $paper } ответа с бумаги: чьи они, бот не знает.
   *[other] И ещё { $paper } ответов с бумаги: чьи они, бот не знает.
 }
campaign-board-row-paper = , на бумаге { $paper }
campaign-board-nowhere = без организации
campaign-silent = { $count ->
    [one] Пока молчит { $count } человек из тех, кому бот может написать.
    [few] Пока молчат { $count } человека из тех, кому бот может написать.
   *[other] Пока молчат { $count } человек из тех, кому бот может написать.
 }
campaign-refresh = Обновить
campaign-remind = Напомнить молчащим
campaign-remind-began-today = Кампания началась сегодня в { $time }.
campaign-remind-began = Кампания началась { $day }.
campaign-remind-sure = { $count ->
    [one] Напомнить { $count } человеку, который ещё не ответил? Кому сегодня уже напомнили, второй раз не напишем.
   *[other] Напомнить { $count } людям, которые ещё не ответили? Кому сегодня уже напомнили, второй раз не напишем.
 }
campaign-yes-remind = Да, напомнить
campaign-extend = Продлить
campaign-close = Закрыть
campaign-file = Файл для координаторов
campaign-file-caption = Кто сколько ответил, по организациям. Самих ответов здесь нет.
campaign-watch = Следить за ответами
campaign-mail = Приглашения и напоминания
campaign-paper = Бумажная анкета
campaign-wave = Провести ещё раз
campaign-extend-days = { $days ->
    [one] На { $days } день
    [few] На { $days } дня
   *[other] На { $days } дней
 }
campaign-extend-which = На сколько продлить? Сейчас ответы принимаются до { $day } включительно.
campaign-reopen-which =
    Приём ответов закончился { $day }. На сколько дней, считая с завтрашнего, открыть его снова?

    Если итоги уже переданы, потом передайте новые вместо прежних. Когда добавятся двое-трое, по разнице двух отчётов можно узнать их ответы.
campaign-close-sure = Закрыть кампанию? Новых ответов не будет. Кто уже начал, сможет закончить до { $day } включительно.
campaign-close-sure-now = Закрыть кампанию? Новых ответов не будет, начатые анкеты тоже закроются.
campaign-yes-close = Да, закрыть
campaign-result-started = Запущена. Приглашения уже уходят.
campaign-result-started-quiet = Запущена. Сейчас тихие часы, приглашения уйдут в рабочее время.
campaign-result-scheduled = Запланирована.
campaign-result-unscheduled = Запуск отменён, это снова черновик.
campaign-result-deleted = Черновик удалён.
campaign-result-extended = Продлена до { $day } включительно.
campaign-result-closed = Закрыта.
campaign-result-reminded = { $count ->
    [one] Напоминание получит { $count } человек.
    [few] Напоминание получат { $count } человека.
   *[other] Напоминание получат { $count } человек.
 }
campaign-result-wave = Это черновик новой волны. Проверьте даты и запускайте.
campaign-conflict = Пока вы меняли кампанию, её изменил кто-то другой. Ваши правки не сохранены. Откройте её, посмотрите и, если нужно, измените ещё раз.
campaign-trouble-gone = Такой кампании здесь нет
campaign-trouble-changed = Её только что изменил кто-то другой: вот как она выглядит теперь
campaign-trouble-started = Она уже запущена
campaign-trouble-nobody = Некого спрашивать: под эти признаки никто не подходит
campaign-trouble-ended = Последний день уже прошёл или раньше начала: измените даты
campaign-trouble-not_on_offer = Эту анкету сняли: выберите другую
campaign-trouble-not_running = Она сейчас не идёт
campaign-trouble-quiet = Сейчас тихие часы: с 8 до 20 часов, кроме воскресенья, напоминание уйдёт
campaign-trouble-asked_elsewhere = Этих людей уже спрашивает другая кампания с той же анкетой: второй раз не спросим. Продлите её или дождитесь её конца
campaign-trouble-reminded = Всем, кто молчит, сегодня уже напомнили

asked = Вас просят ответить на анкету «{ $title }». Её принимают до { $day } включительно.
asked-begun = Вы начали анкету «{ $title }»: вопрос { $number } из { $total }. Её принимают до { $day } включительно.
asked-late = Приём ответов закончился, но начатую анкету «{ $title }» можно закончить до { $day } включительно.
asked-introduction-mode-anonymous = Ответы анонимны: их нельзя связать с вами. Изменить их потом тоже нельзя.
asked-introduction-mode-pseudonymous = Ответы хранятся под вашим личным кодом, без имени.
asked-introduction-mode-identified = Ответы хранятся вместе с вашим именем, с вашего согласия.
asked-until = Ответить можно до { $day } включительно.
asked-over = Эта анкета уже закрыта. Спасибо, что зашли!
asked-done = На эту анкету вы уже ответили, спасибо
asked-invitation = Методический центр просит вас ответить на анкету «{ $title }». Её принимают до { $day } включительно.
asked-line = «{ $title }» — до { $day } включительно.
asked-line-begun = «{ $title }» — до { $day } включительно, вы на вопросе { $number } из { $total }.
asked-reminder = { $count ->
    [one] Напоминаем: вас ждёт анкета.
   *[other] Напоминаем: вас ждут анкеты.
 }
asked-late-note = Приём ответов уже закончился. Вы успели начать — закончите до { $day } включительно.
asked-closed =
    Анкета «{ $title }» закрыта: приём ответов закончился.
