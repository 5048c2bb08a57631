"""A small questionnaire and the stores around a database, as the application wires them."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.reactions import reactions
from bot.wiring import make_lane
from people.audit import Note
from people.centre import Centre, Operator
from people.model import AccountId, CentreId
from people.setup import NEW
from storage.accounts import SqlAccountStore
from storage.database import Database
from storage.lane import Lane
from storage.outbox import SqlOutbox
from storage.people.places import SqlPlaceStore
from storage.runs import SqlRunStore
from storage.sealing import Sealer, fresh_key
from storage.versions import SqlVersionStore
from surveys import engine
from surveys.events import Event
from surveys.model import Questionnaire, Run
from surveys.ports import NOT_NUMBERED
from surveys.xlsform import read_markdown
from tests.clock import Ticking

KEY = fresh_key()
SEALER = Sealer([KEY])
SMALL = """
| settings | | | |
| | form_title | form_id | open_for_days |
| | Проба | probe | 30 |

| survey | | | |
| | type | name | label |
| | select_one s | first | Первый? |
| | select_one s | second | Второй? |
| | text | third | Третий? |

| choices | | | |
| | list_name | name | label |
| | s | yes | Да |
| | s | no | Нет |
"""


@dataclass
class Stores:
    """What a worker has; two of them on one database are two workers."""

    database: Database
    clock: Ticking
    versions: SqlVersionStore
    lane: Lane
    runs: SqlRunStore
    accounts: SqlAccountStore
    outbox: SqlOutbox

    async def questionnaire(self, text: str = SMALL) -> Questionnaire:
        """Store a questionnaire."""
        return await self.versions.add(str(hash(text)), read_markdown("probe.md", text), self.clock())

    async def person(self, address: int = 1001) -> AccountId:
        """Somebody known."""
        return (await self.accounts.recognise(address, self.clock())).id

    async def centre(self, name: str = "Центр") -> CentreId:
        """A centre of its own."""
        draft = Centre(NEW, name, ZoneInfo("Europe/Moscow"), Operator.PRIVATE, 2026)
        note = Note(self.clock(), None, "test", "centre_opened")
        return (await SqlPlaceStore(self.database).keep_centre(draft, None, note)).id

    async def begun(self, owner: AccountId, questionnaire: Questionnaire, before: int = 0) -> tuple[Run, list[Event]]:
        """A run begun by the engine and stored."""
        opened = await self.runs.open(*engine.begin(NOT_NUMBERED, owner, questionnaire, self.clock()), before)
        assert opened is not None
        return opened


def worker(database: Database, clock: Ticking) -> Stores:
    """Stores as one process has them."""
    versions = SqlVersionStore(database)
    lane = make_lane(database, versions)
    runs = SqlRunStore(database, versions, lane, reactions(clock))
    return Stores(
        database, clock, versions, lane, runs, SqlAccountStore(database, SEALER), SqlOutbox(database, SEALER)
    )
