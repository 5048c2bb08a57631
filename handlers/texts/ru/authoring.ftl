menu-forms = Анкеты: создать и изменить
forms =
    <b>Ваши анкеты</b>

    Нажмите на анкету, чтобы скачать её или убрать из меню. Новую анкету пришлите сюда файлом: книгой Excel в формате XLSForm, как в ODK и KoboToolbox.
forms-none =
    <b>Анкеты</b>

    Скачайте заготовку, впишите свои вопросы и пришлите файл сюда. Через несколько секунд я скажу, что получилось и что поправить. Подойдёт и готовая форма из KoboToolbox или ODK.
form-starter = Скачать заготовку
starter-caption = Заготовка анкеты. Впишите свои вопросы и пришлите файл сюда.

form-checking = Проверяю «{ $file }»…
form-too-large = Файл «{ $file }» больше 10 МБ — для анкеты это слишком много. Уберите из книги картинки и лишние листы и пришлите снова.
form-good =
    <b>{ $title }</b>
    Ошибок нет, анкету можно проводить. Файл: { $file }
form-bad =
    { $count ->
        [one] <b>В файле «{ $file }» { $count } ошибка</b>
        [few] <b>В файле «{ $file }» { $count } ошибки</b>
       *[other] <b>В файле «{ $file }» { $count } ошибок</b>
    }
form-marked = Выше — ваша книга: места с ошибками выделены цветом, в примечаниях написано, что исправить. Поправьте и пришлите файл снова.
form-send-again = Исправьте и пришлите файл снова.
form-notes = <b>Обратите внимание</b>
form-more = … и ещё { $count }
form-size = Вопросов: { $questions }.
form-size-and-time = Вопросов: { $questions }. На телефоне займёт { $minutes } мин.
form-rehearsed =
    { $walks ->
        [few] Роботы прошли анкету { $walks } раза и проверили { $share } % развилок.
       *[other] Роботы прошли анкету { $walks } раз и проверили { $share } % развилок.
    }
form-findings = <b>Роботы заметили</b>
form-unchanged = По сравнению с той, что в меню, вопросы не изменились.
form-changes = <b>Что изменится по сравнению с той, что в меню</b>
form-comparable = Сравнивать с прежними ответами можно вопросов: { $same } из { $asked }.
form-broken-scales = Динамика прервётся по шкалам: { $scales }.
form-already = Эта версия уже в меню.
form-try = Пройти как тест
form-publish = Опубликовать
form-replace = Заменить новой версией
form-download = Скачать .xlsx
form-withdraw = Убрать из меню
form-withdrawn = Убрано. Собранные ответы сохранены
form-without-file = У этой анкеты нет файла
form-on-offer =
    <b>{ $title }</b>
    Версия: { $version }. Вопросов: { $questions }.
form-published =
    <b>Готово: «{ $title }» опубликована</b>

    Она появилась в меню у всех. По этой ссылке анкета откроется сразу: { $link }
    Кто уже начал прежнюю версию, закончит её.
form-published-aside =
    <b>Готово: «{ $title }» опубликована</b>

    В меню её нет, она открывается по ссылке: { $link }

finding-unreachable = До вопроса «{ $label }» ({ $name }) никто не дойдёт: его условие не выполняется ни при каких ответах.
finding-contradictory = На вопрос «{ $label }» ({ $name }) нельзя ответить: ограничение не пропускает ни один ответ.
finding-dead-end = На вопросе «{ $label }» ({ $name }) анкета останавливается: ни ответить, ни пропустить.
finding-no-options = В вопросе «{ $label }» ({ $name }) может не остаться ни одного варианта.
finding-long-button = Варианты вопроса «{ $label }» ({ $name }) длинные: на кнопках будут номера. Короткие подписи можно дать в столбце short.
finding-long-text = Вопрос «{ $label }» ({ $name }) не поместится в одно сообщение.

change-added = новых вопросов: { $count } ({ $names })
change-removed = убрано вопросов: { $count } ({ $names })
change-wording = изменена формулировка: { $count } ({ $names })
change-options = изменены варианты: { $count } ({ $names })
change-order = переставлены: { $count } ({ $names })
change-kind = изменён вид вопроса: { $count } ({ $names })
change-scale = изменены шкалы или баллы: { $count } ({ $names })
change-condition = изменены условия показа: { $count } ({ $names })

trial-result =
    <b>Проба окончена</b>

    Ответы никуда не записаны. Так анкету увидят те, кому вы её отправите.
