"""All settings: environment (or `.env`) only, prefix `BOT_`; all problems are told at once."""

import re
from hashlib import blake2b
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from people.retention import Periods, periods_from
from storage.sealing import fresh_key, is_key

DEFAULT_DATABASE = "sqlite+aiosqlite:///data/bot.sqlite3"
TELEGRAM = "https://api.telegram.org"
_DRIVERS = {"sqlite+aiosqlite", "postgresql+asyncpg"}
_LEVELS = {"DEBUG", "INFO", "WARNING", "ERROR"}
MOST_PORTS = 65535


class SettingsError(Exception):
    """The bot cannot start like this; one line for each problem."""


class Settings(BaseSettings):
    """What an operator can set."""

    model_config = SettingsConfigDict(env_prefix="BOT_", env_file=".env", extra="ignore", frozen=True)

    token: SecretStr = Field(SecretStr(""), description="Токен бота от @BotFather; нужен всегда.")
    key: SecretStr = Field(SecretStr(""), description="Ключ, которым зашифрованы адреса людей; нужен всегда.")
    old_keys: SecretStr = Field(
        SecretStr(""), description="Прежние ключи через запятую, пока идёт замена: python -m bot rotate-key."
    )
    api_url: str = Field(TELEGRAM, description="Адрес Bot API: Telegram, локальный сервер или симулятор.")
    database_url: str = Field(
        DEFAULT_DATABASE, description="База данных: sqlite+aiosqlite:///путь или postgresql+asyncpg://…"
    )
    admin_ids: str = Field("", description="Номера администраторов в Telegram через запятую.")
    webhook_url: str = Field("", description="Внешний адрес для обновлений; пусто — бот сам опрашивает Telegram.")
    webhook_secret: SecretStr = Field(
        SecretStr(""), description="Секрет вебхука: 16–256 знаков A–Z, a–z, 0–9, _ и -."
    )
    listen: str = Field("127.0.0.1:8080", description="Где слушать вебхук и /health: адрес:порт.")
    timezone: str = Field("Europe/Moscow", description="Часовой пояс центра, например Asia/Vladivostok.")
    log_level: str = Field("INFO", description="Подробность журнала: DEBUG, INFO, WARNING или ERROR.")
    keep: str = Field("", description="Сроки хранения в днях, например answers=60,audit=730; пусто — обычные.")
    texts_overlay: Path | None = Field(None, description="Файл .ftl, заменяющий отдельные тексты бота.")

    @field_validator("keep")
    @classmethod
    def _keep_can_be_read(cls, value: str) -> str:
        periods_from(value)
        return value

    @field_validator("token")
    @classmethod
    def _token_has_its_shape(cls, value: SecretStr) -> SecretStr:
        if not re.fullmatch(r"\d{3,20}:[A-Za-z0-9_-]{10,100}", value.get_secret_value()):
            raise ValueError("нужен токен вида 123456:ABC… от @BotFather")
        return value

    @field_validator("key")
    @classmethod
    def _key_is_a_key(cls, value: SecretStr) -> SecretStr:
        if not is_key(value.get_secret_value()):
            raise ValueError(f"нужен ключ шифрования. Вот новый, сохраните его вместе с копиями базы: {fresh_key()}")
        return value

    @field_validator("old_keys")
    @classmethod
    def _old_keys_are_keys(cls, value: SecretStr) -> SecretStr:
        if not all(is_key(key) for key in _listed(value)):
            raise ValueError("нужны ключи через запятую")
        return value

    @field_validator("api_url")
    @classmethod
    def _api_url_is_http(cls, value: str) -> str:
        if not re.fullmatch(r"https?://[^\s/]+(/\S*)?", value):
            raise ValueError("нужен адрес вида https://…")
        return value.rstrip("/")

    @field_validator("database_url")
    @classmethod
    def _database_is_known(cls, value: str) -> str:
        try:
            driver = make_url(value).drivername
        except ArgumentError as error:
            raise ValueError("не похоже на адрес базы данных") from error
        if driver not in _DRIVERS:
            raise ValueError(f"поддерживаются {' и '.join(sorted(_DRIVERS))}, а не «{driver}»")
        return value

    @field_validator("admin_ids")
    @classmethod
    def _admins_are_numbers(cls, value: str) -> str:
        if not re.fullmatch(r"\s*(\d+\s*(,\s*\d+\s*)*)?", value):
            raise ValueError("нужны числа через запятую")
        return value

    @field_validator("listen")
    @classmethod
    def _listen_is_host_and_port(cls, value: str) -> str:
        host, _, port = value.rpartition(":")
        if not host or not port.isascii() or not port.isdigit() or int(port) > MOST_PORTS:
            raise ValueError("нужно адрес:порт, например 127.0.0.1:8080")
        return value

    @field_validator("timezone")
    @classmethod
    def _zone_is_known(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (KeyError, ValueError, OSError) as error:
            raise ValueError(f"неизвестный часовой пояс «{value}»") from error
        return value

    @field_validator("log_level")
    @classmethod
    def _level_is_known(cls, value: str) -> str:
        if value.upper() not in _LEVELS:
            raise ValueError(f"возможны {', '.join(sorted(_LEVELS))}")
        return value.upper()

    @field_validator("texts_overlay", mode="before")
    @classmethod
    def _no_overlay_is_none(cls, value: object) -> object:
        return value or None

    @field_validator("texts_overlay")
    @classmethod
    def _overlay_is_there(cls, value: Path | None) -> Path | None:
        if value is not None and not value.is_file():
            raise ValueError(f"файла «{value}» нет")
        return value

    @field_validator("webhook_url")
    @classmethod
    def _webhook_is_http(cls, value: str) -> str:
        if value and not re.fullmatch(r"https?://[^\s/]+(/\S*)?", value):
            raise ValueError("нужен адрес вида https://…")
        return value

    @field_validator("webhook_secret")
    @classmethod
    def _secret_has_its_shape(cls, value: SecretStr) -> SecretStr:
        secret = value.get_secret_value()
        if secret and not re.fullmatch(r"[A-Za-z0-9_-]{16,256}", secret):
            raise ValueError("нужно от 16 до 256 знаков A–Z, a–z, 0–9, _ и -")
        return value

    @model_validator(mode="after")
    def _webhook_has_a_secret(self) -> "Settings":
        if self.webhook_url and not self.webhook_secret.get_secret_value():
            raise ValueError("BOT_WEBHOOK_SECRET: для вебхука нужен секрет")
        return self

    @property
    def periods(self) -> Periods:
        """How long each kind of data is kept."""
        return periods_from(self.keep)

    @property
    def keys(self) -> list[str]:
        """The current key, then the old ones."""
        return [self.key.get_secret_value(), *_listed(self.old_keys)]

    @property
    def row_secret(self) -> bytes:
        """Makes the numbers of respondents in exports where none is kept yet: of the oldest key, as they were."""
        return blake2b(self.keys[-1].encode(), digest_size=32, person=b"respondents").digest()

    @property
    def zone(self) -> ZoneInfo:
        """The centre's time zone."""
        return ZoneInfo(self.timezone)

    @property
    def admins(self) -> frozenset[int]:
        """Telegram ids of administrators."""
        return frozenset(int(part) for part in self.admin_ids.split(",") if part.strip())

    @property
    def address(self) -> tuple[str, int]:
        """Host and port to listen on."""
        host, _, port = self.listen.rpartition(":")
        return host.strip("[]"), int(port)


def _listed(secret: SecretStr) -> list[str]:
    return [part.strip() for part in secret.get_secret_value().split(",") if part.strip()]


def load_settings() -> Settings:
    """Read the settings; SettingsError names everything that is wrong with them."""
    try:
        return Settings()
    except ValidationError as error:
        raise SettingsError("\n".join(_problem(problem) for problem in error.errors())) from error


def _problem(problem: object) -> str:
    assert isinstance(problem, dict)
    place = "_".join(str(part) for part in problem["loc"]).upper()
    message = str(problem["msg"]).removeprefix("Value error, ")
    return f"BOT_{place}: {message}" if place else message


def settings_table() -> list[tuple[str, str, str]]:
    """Name, default and help of every setting; secrets have no default to show."""
    rows = []
    for name, field in Settings.model_fields.items():
        default = field.default
        shown = "" if default is None or isinstance(default, SecretStr) else str(default)
        rows.append((f"BOT_{name.upper()}", shown, field.description or ""))
    return rows
