# Announcements: what is sent to many.

announcement-several = <b>Новости для вас: { $number }</b>
announcement-form-gone = Эта анкета сейчас закрыта. Всё, что открыто для вас, — в меню: /start
