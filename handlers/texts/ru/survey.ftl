introduction-length = Займёт { $duration }.
introduction-earlier = Вы уже проходили эту анкету. Прежний результат сохранится.
introduction-begin = Начать

question-progress = { $number } из { $total }
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

declined-tap_expected = Здесь нужно нажать на одну из кнопок — так ответ точно сохранится.
declined-text_expected = Здесь нужен ответ словами: напишите его обычным сообщением.
declined-number_expected = Здесь нужно число, например 12 или 3,5.
declined-whole_number_expected = Здесь нужно целое число, без дробной части.
declined-answer_required = Этот вопрос пропустить нельзя: от него зависит, какие вопросы пойдут дальше.
declined-nothing_chosen = Отметьте хотя бы один вариант или нажмите «Пропустить».
declined-too_long = Получилось слишком длинно: { $got } знаков. Уложитесь, пожалуйста, в { $most }.
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
paused-continue = Продолжить с вопроса { $number }
paused-remind = Напомнить завтра

expired =
    Анкета «{ $title }» закрыта: к ней давно не возвращались. Её можно начать заново.
expired-begin = Начать заново
