# Announcements: what is sent to many, and how staff send it.

announcement-several = <b>Новости для вас: { $number }</b>
announcement-form-gone = Эта анкета сейчас закрыта. Всё, что открыто для вас, — в меню: /start

control-announce = Новое объявление
control-announcements = Объявления

announcements = <b>Объявления</b>

    ✎ черновик · ⏰ ждёт срока · ▶ идёт · ⏸ приостановлено · ⏹ остановлено · ✓ разослано
announcements-none = <b>Объявления</b>

    Пока ничего не отправляли. Напишите первое: текст, кому — и готово.
announce-these = Сделать объявлением
announce-these-ask = Разослать этот текст? Нажмите «Сделать объявлением» — дальше спросим, кому. Пока его никто не видит.
announce-new = Написать объявление
announce-all = Все объявления
announce-title = <b>{ $title }</b>

announce-preview = <b>Так это увидят люди</b>
announce-long = Текст длинный: { $length ->
        [one] { $length } знак.
        [few] { $length } знака.
       *[other] { $length } знаков.
    } Нажмите «Отправить себе», чтобы увидеть его целиком.
announce-with-photo = 🖼 картинка, под ней:
announce-with-document = 📎 файл, под ним:
announce-with-video = 🎬 видео, под ним:
announce-with-audio = 🎵 запись, под ней:
announce-with-voice = 🎤 голосовое сообщение, под ним:
announce-with-button = [ { $label } ] — { $where }
announce-opens-form = откроет анкету
announce-size = Кому: { $whom }. Человек: { $people }, из них получат: { $reachable }.
announce-nobody = Сейчас отправлять некому: никто из них ещё не вошёл в бот. Измените получателей или подождите.
announce-nobody-at-all = Сейчас отправлять некому: таких людей в центре пока нет. Измените получателей или подождите.
announce-scheduled = Уйдёт само: { $moment }.
announce-at-once = Уйдёт сразу, как только нажмёте кнопку.
announce-quiet = Сейчас тихие часы (с 20:00 до 8:00 и воскресенье): люди получат объявление { $day ->
        [0] в понедельник
        [1] во вторник
        [2] в среду
        [3] в четверг
        [4] в пятницу
       *[5] в субботу
    } утром.
announce-heard = { $count ->
        [one] { $count } человек сегодня уже получал сообщение от центра. Это объявление придёт ему
        [few] { $count } человека сегодня уже получали сообщение от центра. Это объявление придёт им
       *[other] { $count } человек сегодня уже получали сообщение от центра. Это объявление придёт им
    } { $day ->
        [0] в понедельник
        [1] во вторник
        [2] в среду
        [3] в четверг
        [4] в пятницу
       *[5] в субботу
    } утром, вместе с другими новостями{ $others ->
        [0] .
       *[other] ; остальным — сразу.
    }
announce-urgent-is = «Срочное» уходит отдельным сообщением, раньше остальных и не ждёт до завтра; тихие часы соблюдаются всё равно.
announce-digest-now = Кто сегодня уже получал сообщение от центра, получит это объявление { $day ->
        [0] в понедельник
        [1] во вторник
        [2] в среду
        [3] в четверг
        [4] в пятницу
       *[5] в субботу
    } утром, вместе с другими новостями.
announce-flaw-empty = Отправить нельзя: нет текста.
announce-flaw-too-long = Отправить нельзя: Telegram принимает не больше 4096 знаков. Сократите текст или отправьте два объявления.
announce-flaw-caption-too-long = Отправить нельзя: к картинке и файлу Telegram принимает не больше 1024 знаков. Сократите текст или уберите добавленное.
announce-flaw-no-label = Отправить нельзя: у кнопки нет надписи.
announce-flaw-label-too-long = Отправить нельзя: на кнопке помещается 32 знака.
announce-flaw-not-an-address = Отправить нельзя: кнопка ведёт не на адрес страницы.

announce-send = { $count ->
        [one] Отправить { $count } человеку
       *[other] Отправить { $count } людям
    }
announce-post = Опубликовать
announce-more = Пока вы смотрели, людей стало больше. Проверьте, кому уйдёт, и нажмите ещё раз
announce-to-myself = Отправить себе
announce-time = Запланировать
announce-hold = Снять с расписания
announce-words = Изменить текст
announce-whom = Изменить кому
announce-extras = Картинка, файл или кнопка
announce-urgent = Срочное ✓
announce-not-urgent = Сделать срочным
announce-discard = Удалить черновик

announce-state-scheduled = Начнётся: { $moment }.
announce-state-spreading = Рассылаем с { $moment }.
announce-state-sending = Рассылаем с { $moment }.
announce-state-paused = Приостановлено. Началось: { $moment }.
announce-state-stopped = Остановлено. Началось: { $moment }.
announce-state-done = Разослано. Началось: { $moment }.
announce-quiet-now = Сейчас тихие часы: продолжим { $day ->
        [0] в понедельник
        [1] во вторник
        [2] в среду
        [3] в четверг
        [4] в пятницу
       *[5] в субботу
    } утром.
announce-count-soon = Отправляем, цифры появятся через несколько секунд: нажмите «Обновить».
announce-count-sent = Доставлено: { $count } из { $total }
announce-count-pressed = Нажали кнопку: { $count }
announce-count-waiting = Ждут отправки: { $count }
announce-count-unreachable = Недоступны, остановили бот: { $count }
announce-count-rejected = Не доставлено: { $count }
announce-count-cancelled = Отменено: { $count }
announce-hurry = Не ждать утра, отправить сейчас
announce-refresh = Обновить
announce-picture = Картинкой
announce-picture-caption = Как расходится объявление: те же числа — словами в сообщении выше.
announce-picture-sent = Картинка ниже
announce-pause = Пауза
announce-resume = Продолжить
announce-stop = Остановить
announce-stop-sure = Да, остановить
announce-stop-ask = Остановить рассылку насовсем? Ещё не получили: { $waiting }. Отправленное останется у людей.
announce-correct = Исправить
announce-correct-button = Исправить кнопку
announce-back = Назад
announce-failures = Не доставлено: почему
announce-failures-head = <b>Не доставлено</b>
announce-failure = { $code }: { $reason }
announce-failure-no-rights = у бота нет права публиковать; верните его и нажмите «Отправить им снова»
announce-repeat = Отправить им снова
announce-repeat-later = Рассылку только что остановили, и часть сообщений ещё отменяется. Подождите минуту и попробуйте ещё раз.
announce-repeated = Поставлено в очередь снова: { $count }.

announce-sent-to-you = Отправлено вам: посмотрите выше
announce-refused = Telegram не принимает это сообщение: { $reason }
announce-discarded = Черновик удалён.
announce-corrected = Исправлено. У тех, кто уже получил, оно сменится за несколько минут.
announce-corrected-early = Исправлено. Придёт уже исправленное.
announce-not-corrected = Не исправлено: у тех, кто уже получил, остаётся прежний текст.
announce-outgrown = Часть людей получила его одним сообщением с другими новостями: там помещается не больше { $most } знаков, а в новом тексте { $length }. Сократите текст или отправьте ещё одно объявление.
announce-other-kind = Не исправлено: у отправленного объявления можно поменять текст и кнопку, но не картинку и не файл.
announce-gone = Этого объявления больше нет.
announce-conflict = Не сохранено: тем временем объявление изменили или начали рассылать. Вот какое оно сейчас.
announce-past = Это время уже прошло, выберите другое.

announce-channels = Каналы и группы
announce-in-channel = ✓ И в «{ $title }»
announce-not-in-channel = Ещё и в «{ $title }»
channels = <b>Каналы и группы центра</b>
channels-none = Пока ни одного. Объявления можно публиковать и в канале или группе центра.
channel-line = · { $title }
channel-line-no-rights = ⚠ «{ $title }»: бот не может там публиковать. Верните ему право публиковать сообщения.
channel-line-sent-away = ⚠ «{ $title }»: бота там больше нет. Добавьте его снова, в канал — администратором с правом публиковать.
channel-how = Добавьте бота в канал администратором с правом публиковать, а в группу — участником, и напишите там:
    <code>/link { $code }</code>

    Код действует час и срабатывает один раз.
channel-no-rights = Код увидели в «{ $title }», но писать там бот не может. Дайте ему право публиковать сообщения и отправьте код ещё раз.
channel-add = Подключить канал или группу
channel-unlink = Отключить «{ $title }»
channel-linked = Готово: центр может публиковать здесь объявления.
channel-code-wrong = Код не подошёл или устарел. Возьмите новый: «Управление» → «Объявления» → «Каналы и группы».
