result-title = Ваш результат
result-when = { $title }, { $day }
result-thanks = Спасибо! Ответы сохранены.
result-scale-explained = От 0 до 100: чем больше число, тем нужнее помощь.
result-scale =
    { $label }
    { $bar } <b>{ $index }</b> — { $level }
result-scale-without-level =
    { $label }
    { $bar } <b>{ $index }</b>
result-scale-unknown = { $label } — мало ответов
result-overall = { $label }: <b>{ $index }</b> — { $level }
result-overall-without-level = { $label }: <b>{ $index }</b>
result-overall-unknown = { $label } не посчитан: отвечено меньше чем в { $least } разделах.
result-priorities = <b>Где помощь нужнее всего</b>
result-no-priorities = <b>Выраженных затруднений нет.</b> Возможно, вам есть чем поделиться с коллегами.
result-levels = <b>Что значат уровни</b>
result-level = { $label } ({ $range }). { $meaning }
result-note = Это самооценка: она показывает, где вам сейчас труднее, а не как вы работаете. { $seen }
result-seen-only-you = Результат видите только вы.
result-seen-under-code = Этот результат бот показывает только вам. Методист центра может видеть ответы под вашим кодом, без имени.
result-seen-identified = Этот результат бот показывает только вам. Методист центра может видеть ваши ответы.
