control-indicators = Показатели
indicators = <b>Показатели</b>, { $year } учебный год
indicators-of-organisation = <b>Показатели организации</b>, { $year } учебный год
indicators-as-of = <i>По состоянию на { $at }.</i>
indicators-choose = Нажмите на показатель, чтобы увидеть, как он считается и кто не охвачен.
indicator-no-target = Цель не задана.
indicator-target = Цель: { $target }
indicator-target-verdict = Цель: { $target } — <b>{ $verdict }</b>
indicator-source = Откуда цель: { $source }
indicator-how = <b>Как считается</b>
    Числитель: { $numerator }.
    Знаменатель: { $denominator }.
indicator-campaigns = <b>По каким кампаниям</b>
indicator-no-campaigns = В этом учебном году таких кампаний ещё не было.
indicator-missing = <b>Не охвачены</b>: { $people ->
        [one] { $people } человек
        [few] { $people } человека
       *[other] { $people } человек
    }, { $places ->
        [one] { $places } организация
        [few] { $places } организации
       *[other] { $places } организаций
    }.
indicator-nobody-missing = <b>Охвачены все</b>, кого касается показатель.
indicator-see-missing = Кто не охвачен
indicator-change-target = Изменить цель
indicator-change-reckoning = Изменить расчёт
indicator-to-list = К показателям
indicator-back = Назад к показателю
indicators-file = Скачать (Excel)
indicators-file-people = Скачать с кодами
indicators-to-results = К результатам
indicators-refresh = Обновить
indicators-before = ← Раньше
indicators-after = Дальше →
indicator-uncovered = <b>Кто не охвачен</b>
    { $title }
indicator-uncovered-choose = Нажмите на организацию, чтобы увидеть личные коды. Число на кнопке — сколько человек не охвачено.
indicator-uncovered-row = { $place } — { $missing } из { $people }
indicator-uncovered-page = Страница { $page } из { $pages }.
indicator-place = <b>{ $place }</b>: не охвачены { $missing } из { $people }
    { $title }
indicator-place-codes = Личные коды: { $codes }
indicator-place-more = И ещё { $more }: все коды — в файле Excel.
indicator-place-note = <i>Имена по кодам знает только центр: они в его собственном списке.</i>
indicator-to-places = К списку организаций
indicator-saved = Сохранено.
indicator-not-saved = Не сохранено: права менять показатели у вас больше нет.
indicator-not-reckoned = Цифры сейчас не посчитались, но сам показатель сохранён. Откройте его через минуту.
