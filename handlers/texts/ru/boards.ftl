board-caption = <b>{ $title }</b>
board-total = Ответили { $finished } из { $invited } — { $percent } %, начали и не закончили { $open }.
board-paper = И ещё с бумаги: { $paper }.
board-updated = Обновлено в { $time }. Картинка меняется сама, не чаще раза в минуту.
board-last = Кампания завершена, картинка больше не обновляется. Последний раз — в { $time }.
board-sent = Обновляется сама, пока идёт кампания
