introduction-length = Займёт { $duration }.
introduction-earlier = Вы уже проходили эту анкету. Прежний результат сохранится.
introduction-begin = Начать

question-progress = { $number } из { $total }
question-known = Ответ был известен заранее
question-back = ← Назад
question-skip = Пропустить
question-keep = Дальше →
question-done = Готово
question-read = Дальше
question-pause = Пауза
question-ticked = ✓ { $label }
question-answered-text = Ваш ответ: { $answer }
question-ticks-hint = Можно отметить несколько, потом нажмите «Готово».
question-text-hint = Напишите ответ сообщением.
question-number-hint = Напишите число сообщением.
question-range-hint = Напишите число от { $start } до { $end }.
question-rank-hint = Нажимайте по порядку: сначала самое важное. Повторное нажатие убирает из списка.
question-date-hint = Напишите дату сообщением, например 5.10, «5 октября» или «завтра».
question-time-hint = Напишите время сообщением, например 9:30.
question-moment-hint = Напишите дату и время, например «5.10 9:30» или «завтра в 15:00».
question-location-hint = Отправьте место: скрепка → «Геопозиция».
question-photo-hint = Пришлите фото или картинку: скрепка → «Галерея».
question-voice-hint = Запишите голосовое сообщение или пришлите звуковой файл.
question-video-hint = Пришлите видео: скрепка → «Галерея».
question-file-hint = Пришлите файл: скрепка → «Файл».
question-understood = Записано: { $answer }.
question-rank = {" "}— место { $rank }
question-ranked = { $rank }. { $label }
question-agree = Подтверждаю
question-send = Отправить
question-turn = { $title } — { $turn }
page = { $number } из { $total }

answer-moment = { $day }, { $time }
answer-file = файл получен
answer-location = место на карте
answer-agreed = подтверждено

review-nothing = — без ответа
review-hint = Всё верно? Нажмите «Отправить». Чтобы исправить ответ, напишите его номер.

declined-tap_expected = Здесь нужно нажать на одну из кнопок — так ответ точно сохранится.
declined-text_expected = Здесь нужен ответ словами: напишите его обычным сообщением.
declined-number_expected = Здесь нужно число, например 12 или 3,5.
declined-whole_number_expected = Здесь нужно целое число, без дробной части.
declined-several_fit = Подходит несколько вариантов ({ $count }). Выберите нужный или напишите точнее.
declined-nothing_fits = Такого варианта не нашлось. Попробуйте написать начало названия.
declined-date_expected = Здесь нужна дата, например 5.10, «5 октября» или «завтра».
declined-no_such_date = Такого дня в календаре нет. Проверьте, пожалуйста, дату.
declined-time_expected = Здесь нужно время, например 9:30.
declined-moment_expected = Здесь нужны дата и время, например «5.10 9:30» или «завтра в 15:00».
declined-out_of_range = Здесь нужно число от { $start } до { $end }.
declined-off_step = Числа здесь идут с шагом { $step }: выберите ближайшее подходящее.
declined-attachment_expected = Здесь нужен файл другого вида.
declined-location_expected = Здесь нужно место на карте: скрепка → «Геопозиция».
declined-not_all_ranked = Расставьте по местам все варианты. Осталось: { $left }.
declined-no_such_number = Напишите номер вопроса от 1 до { $most } или нажмите «Отправить».
declined-answer_required = Этот вопрос пропустить нельзя.
declined-nothing_chosen = Отметьте хотя бы один вариант или нажмите «Пропустить».
declined-too_long = { $got ->
    [one] Получилось слишком длинно: { $got } знак.
    [few] Получилось слишком длинно: { $got } знака.
   *[other] Получилось слишком длинно: { $got } знаков.
 } Уложитесь, пожалуйста, в { $most }.
declined-not_allowed = Такой ответ не подходит. Попробуйте иначе.
declined-nothing_before = Это самый первый вопрос.
declined-photo = Спасибо за фото, но здесь его не сохранить.
declined-voice = Голосовые сообщения я пока не понимаю.
declined-sticker = Симпатичный стикер!
declined-other = Такое сообщение я здесь не пойму.

outdated-answered = На этот вопрос вы уже ответили
outdated-finished = Эта анкета уже завершена
outdated-expired = Эта анкета закрыта
outdated-unknown = Эта кнопка больше не работает

paused =
    <b>Пауза</b>

    Анкета «{ $title }» остановлена на вопросе { $number } из { $total }. Все ответы сохранены, продолжить можно в любой момент.
paused-internal =
    <b>Отложено</b>

    Продолжить можно здесь.
paused-continue = Продолжить с вопроса { $number }
paused-remind = Напомнить завтра

expired =
    Анкета «{ $title }» закрыта: к ней давно не возвращались. Её можно начать заново.
expired-internal =
    <b>Не закончено</b>

    Сюда давно не возвращались, поэтому вопросы закрыты. Ничего не изменено и не отправлено. Начать снова можно отсюда.
expired-begin = Начать заново
