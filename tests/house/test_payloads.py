"""What buttons carry: unique prefixes, at most 64 bytes with the largest numbers there can be."""

import inspect

from aiogram.filters.callback_data import CallbackData

from handlers import payloads
from handlers.choosing import LONGEST_CHOSEN
from handlers.payloads import MoveTap, OptionTap
from surveys.replies import Move

LARGEST = {
    "run": 2**63 - 1,
    "revision": 2**31 - 1,
    "option": 19_999,
    "page": 1_999,
    "begun": 2**31 - 1,
    "version": 2**63 - 1,
    "number": 2**63 - 1,
    "campaign": 2**63 - 1,
    "agrees": True,
    "chosen": "x" * LONGEST_CHOSEN,
}

PAYLOADS = [
    item
    for _, item in inspect.getmembers(payloads, inspect.isclass)
    if issubclass(item, CallbackData) and item is not CallbackData
]


def test_prefixes_are_unique_and_short() -> None:
    prefixes = [payload.__prefix__ for payload in PAYLOADS]

    assert len(set(prefixes)) == len(prefixes)
    assert all(len(prefix) == 1 for prefix in prefixes)


def test_the_largest_payload_fits() -> None:
    for payload in PAYLOADS:
        for move in Move:
            values = {**LARGEST, "move": move}
            fields = payload.model_fields
            given = {name: values[name] for name in fields if name != "act"}
            acts = list(fields["act"].annotation or ()) if "act" in fields else [None]  # type: ignore[call-overload]
            packed = max((_packed(payload, given, act) for act in acts), key=len)
            assert len(packed.encode()) <= 64, packed


def _packed(payload: type[CallbackData], given: dict[str, object], act: object) -> str:
    return payload(**given, **({} if act is None else {"act": act})).pack()


def test_heads_say_the_same_as_packing() -> None:
    assert OptionTap.head(7, 12) + "3" == OptionTap(run=7, revision=12, option=3).pack()
    assert MoveTap.head(7, 12) + Move.BACK.value == MoveTap(run=7, revision=12, move=Move.BACK).pack()
