"""Addresses of people in the messenger: found by a keyed hash, delivered to by what only the key opens.

Whoever has the database without the key can neither tell who somebody is nor write to them.
"""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
_NONCE_BYTES = 12
_DIGEST_BITS = 63
"""Of a hash that has to fit a whole number of the database: a million people collide once in twenty million tries."""
_ABOUT = b"address"
_ABOUT_TEXT = b"text"
_FOREIGN = "Ключ BOT_KEY не подходит к этой базе. Верните прежний или впишите его в BOT_OLD_KEYS."


class SealingError(Exception):
    """An address was sealed with a key that is not at hand; the message says what to do, in Russian."""


def fresh_key() -> str:
    """A key for the settings."""
    return base64.urlsafe_b64encode(secrets.token_bytes(KEY_BYTES)).decode().rstrip("=")


def is_key(text: str) -> bool:
    """Whether a setting holds a key as `fresh_key` makes them."""
    try:
        return len(_raw(text)) == KEY_BYTES
    except ValueError:
        return False


class Sealer:
    """Hashes and seals under the first key; finds and opens what was made under any of them."""

    def __init__(self, keys: Sequence[str]) -> None:
        self._keys = [_Key(_raw(key)) for key in keys]

    def digest(self, address: int) -> int:
        """By what somebody is found: the same for the same address and key."""
        return self._keys[0].digest(address)

    def digests(self, address: int) -> list[int]:
        """Under all keys, the current one first."""
        return [key.digest(address) for key in self._keys]

    def seal(self, address: int) -> str:
        """By what somebody is delivered to: different each time."""
        return self._keys[0].seal(address)

    def open(self, sealed: str) -> int:
        """The address; SealingError if none of the keys opens it."""
        name, _, _rest = sealed.partition(".")
        for key in self._keys:
            if key.name == name:
                return key.open(sealed)
        raise SealingError(_FOREIGN)

    def seal_text(self, text: str) -> str:
        """A short text sealed: different each time."""
        return self._keys[0].seal_text(text)

    def open_text(self, sealed: str) -> str:
        """The text; SealingError if none of the keys opens it."""
        name, _, _rest = sealed.partition(".")
        for key in self._keys:
            if key.name == name:
                return key.open_text(sealed)
        raise SealingError(_FOREIGN)

    def digests_of(self, text: str) -> list[int]:
        """By what a sealed text is found, under all keys, the current one first."""
        return [key.digest_text(text) for key in self._keys]

    @property
    def mark(self) -> str:
        """What everything sealed with the first key begins with."""
        return f"{self._keys[0].name}."


class _Key:
    """One key, never used for two purposes at once."""

    def __init__(self, raw: bytes) -> None:
        self.name = _derived(raw, b"name").hex()[:8]
        self._finding = _derived(raw, b"finding")
        self._sealing = AESGCM(_derived(raw, b"sealing"))

    def digest(self, address: int) -> int:
        return _digest(self._finding, str(address).encode())

    def seal(self, address: int) -> str:
        nonce = secrets.token_bytes(_NONCE_BYTES)
        # Padded, so that the length does not tell old accounts from new ones.
        sealed = self._sealing.encrypt(nonce, str(address).rjust(20).encode(), _ABOUT)
        return f"{self.name}.{base64.urlsafe_b64encode(nonce + sealed).decode()}"

    def seal_text(self, text: str) -> str:
        nonce = secrets.token_bytes(_NONCE_BYTES)
        sealed = self._sealing.encrypt(nonce, text.encode(), _ABOUT_TEXT)
        return f"{self.name}.{base64.urlsafe_b64encode(nonce + sealed).decode()}"

    def open_text(self, sealed: str) -> str:
        try:
            data = base64.urlsafe_b64decode(sealed.partition(".")[2])
            return self._sealing.decrypt(data[:_NONCE_BYTES], data[_NONCE_BYTES:], _ABOUT_TEXT).decode()
        except (InvalidTag, ValueError) as error:
            raise SealingError("Зашифрованный текст в базе повреждён.") from error

    def digest_text(self, text: str) -> int:
        return _digest(self._finding, b"text:" + text.encode())

    def open(self, sealed: str) -> int:
        try:
            data = base64.urlsafe_b64decode(sealed.partition(".")[2])
            return int(self._sealing.decrypt(data[:_NONCE_BYTES], data[_NONCE_BYTES:], _ABOUT))
        except (InvalidTag, ValueError) as error:
            raise SealingError("Зашифрованный адрес в базе повреждён.") from error


def _digest(key: bytes, what: bytes) -> int:
    return int.from_bytes(hmac.digest(key, what, "sha256")[:8], "big") >> (64 - _DIGEST_BITS)


def _derived(raw: bytes, purpose: bytes) -> bytes:
    return hmac.digest(raw, b"methodist bot, " + purpose, hashlib.sha256)


def _raw(key: str) -> bytes:
    padded = key + "=" * (-len(key) % 4)
    return base64.b64decode(padded, altchars=b"-_", validate=True)
