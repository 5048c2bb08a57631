"""Who did what to whose data, and when — without the data."""

from dataclasses import dataclass
from datetime import datetime

from people.model import CentreId


@dataclass(frozen=True, slots=True)
class Note:
    """Something that was done; written in the transaction that does it."""

    at: datetime
    centre: CentreId | None
    actor: str
    """A role and a number or a code; never a name."""
    action: str
    about: str = ""
    """What it was done to: a kind and a number, «organisation 17»."""
    details: str = ""
    """Numbers and kinds; nothing that anybody typed."""


ACTION_WORDS = {
    "announcement_sent": "отправлено объявление",
    "announcement_corrected": "исправлено объявление",
    "announcement_hurried": "объявление отправлено, не дожидаясь утра",
    "announcement_paused": "рассылка приостановлена",
    "announcement_resumed": "рассылка продолжена",
    "announcement_stopped": "рассылка остановлена",
    "centre_opened": "открыт центр",
    "settings_changed": "изменены настройки центра",
    "joined": "человек вошёл по коду",
    "guest_joined": "человек вошёл без профиля",
    "profile_changed": "изменён профиль",
    "consent_given": "дано согласие",
    "consent_refused": "отказ от согласия",
    "consent_withdrawn": "согласие отозвано",
    "data_shown": "человек посмотрел свои данные",
    "data_exported": "человек скачал свои данные",
    "data_deleted": "данные удалены",
    "list_applied": "загружен список",
    "list_undone": "загрузка списка отменена",
    "list_exported": "выгружен список",
    "invitation_made": "создано приглашение",
    "invitation_revoked": "приглашение отозвано",
    "sheets_exported": "выгружены листы приглашений",
    "role_given": "выдана роль",
    "role_revoked": "роль отозвана",
    "handed_over": "дела переданы",
    "codes_guessed": "слишком много неверных кодов подряд",
    "audit_exported": "выгружен журнал",
    "summary_exported": "выгружена сводка или справка",
    "answers_exported": "выгружены ответы",
    "template_set": "поставлен шаблон справки",
    "template_dropped": "шаблон справки снят",
    "export_withheld": "выгрузка не отдана: права на неё больше нет",
    "retention": "удалено по сроку хранения",
    "form_published": "анкета опубликована",
    "form_withdrawn": "анкета снята",
    "campaign_made": "создана кампания",
    "campaign_changed": "изменена кампания",
    "campaign_deleted": "удалён черновик кампании",
    "campaign_started": "запущена кампания",
    "campaign_mail_paused": "приостановлены приглашения или напоминания",
    "campaign_mail_resumed": "продолжены приглашения или напоминания",
    "campaign_mail_stopped": "остановлены приглашения или напоминания",
    "campaign_unscheduled": "запуск кампании отменён",
    "campaign_extended": "кампания продлена",
    "campaign_closed": "кампания закрыта",
    "paper_taken": "введены ответы с бумаги",
    "coverage_exported": "выгружен охват кампании",
    "indicator_changed": "изменён показатель",
    "indicators_exported": "выгружены показатели",
}
"""What an export writes for an action."""
