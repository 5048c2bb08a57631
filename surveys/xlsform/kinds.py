"""What the types of XLSForm become in a chat."""

from collections.abc import Mapping
from dataclasses import dataclass

from surveys.model import Kind

PICTURES = ("photo", "document")
SOUNDS = ("voice", "audio", "document")
FILMS = ("video", "video_note", "document")
FILES = ("document", "photo", "audio", "voice", "video")


@dataclass(frozen=True, slots=True)
class Type:
    """A kind of question and what is special about it; `note` tells the author what is different here."""

    kind: Kind
    is_whole: bool = False
    accepts: tuple[str, ...] = ()
    calculation: str = ""
    is_stamped_at_end: bool = False
    note: str = ""


TYPES: Mapping[str, Type] = {
    "select one": Type(Kind.CHOICE),
    "select one external": Type(Kind.CHOICE),
    "select all that apply": Type(Kind.CHOICES),
    "rank": Type(Kind.RANK),
    "text": Type(Kind.TEXT),
    "string": Type(Kind.TEXT),
    "barcode": Type(Kind.TEXT, note="Штрихкод в чате не сканируется: код набирают текстом."),
    "username": Type(Kind.TEXT),
    "email": Type(Kind.TEXT),
    "phonenumber": Type(Kind.TEXT),
    "integer": Type(Kind.NUMBER, is_whole=True),
    "int": Type(Kind.NUMBER, is_whole=True),
    "decimal": Type(Kind.NUMBER),
    "range": Type(Kind.NUMBER),
    "date": Type(Kind.DATE),
    "time": Type(Kind.TIME),
    "dateTime": Type(Kind.MOMENT),
    "datetime": Type(Kind.MOMENT),
    "acknowledge": Type(Kind.ACKNOWLEDGE),
    "trigger": Type(Kind.ACKNOWLEDGE),
    "photo": Type(Kind.ATTACHMENT, accepts=PICTURES),
    "image": Type(Kind.ATTACHMENT, accepts=PICTURES),
    "audio": Type(Kind.ATTACHMENT, accepts=SOUNDS),
    "video": Type(Kind.ATTACHMENT, accepts=FILMS),
    "file": Type(Kind.ATTACHMENT, accepts=FILES),
    "geopoint": Type(Kind.LOCATION),
    "gps": Type(Kind.LOCATION),
    "location": Type(Kind.LOCATION),
    "note": Type(Kind.NOTE),
    "calculate": Type(Kind.CALCULATION),
    "hidden": Type(Kind.CALCULATION),
    "start": Type(Kind.CALCULATION, calculation="now()"),
    "today": Type(Kind.CALCULATION, calculation="today()"),
    "end": Type(Kind.CALCULATION, calculation="now()", is_stamped_at_end=True),
}
ASKED_FROM_PROFILE = {
    "username": "Как вас зовут в этой анкете?",
    "email": "Ваша электронная почта",
    "phonenumber": "Ваш телефон",
}
"""What other tools take from the device is asked here; the messenger's profile is never read."""
WITHOUT_QUESTION = {
    "deviceid": "номер устройства",
    "subscriberid": "номер абонента",
    "simserial": "номер SIM-карты",
    "uri:deviceid": "номер устройства",
    "uri:simserial": "номер SIM-карты",
    "uri:username": "имя пользователя устройства",
    "uri:email": "почта из настроек устройства",
    "uri:phonenumber": "телефон из настроек устройства",
    "audit": "журнал действий в ODK Collect",
    "background-audio": "фоновая запись звука",
    "background-geopoint": "фоновое определение места",
    "start-geopoint": "определение места при открытии",
    "xml-external": "",
    "csv-external": "",
    "entity": "объекты ODK",
}
"""Rows that ask nobody anything; an empty description means there is nothing to tell the author."""
NOT_IN_A_CHAT = {
    "geotrace": "Линию на карте в чате не нарисовать.",
    "geoshape": "Участок на карте в чате не обвести.",
    "osm": "Разметка карты OpenStreetMap в чате невозможна.",
}
MAPS = ("map", "quick map")
