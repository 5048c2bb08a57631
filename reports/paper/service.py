"""Use cases of paper: give the blanks, check a typed workbook, take it; every method looks at the right first."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime

from people.audit import Note
from people.ports import PlaceStore
from people.roles import Action
from people.visitor import Visitor
from reports.paper.model import Checked, Sheet
from reports.paper.placing import Places
from reports.paper.ports import Forms, PaperPress, PaperStore, Reading
from surveys.campaigns.code import campaign_code
from surveys.campaigns.composition import last_day_of
from surveys.campaigns.model import Campaign
from surveys.campaigns.ports import CampaignStore
from surveys.model import CampaignId
from workbooks.defect import Defect, Place


class PaperService:
    """Nothing is half taken: a workbook with a defect brings nothing."""

    def __init__(
        self,
        store: PaperStore,
        campaigns: CampaignStore,
        forms: Forms,
        places: PlaceStore,
        press: PaperPress,
        clock: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._campaigns = campaigns
        self._forms = forms
        self._places = places
        self._press = press
        self._clock = clock

    async def blanks(self, visitor: Visitor, number: CampaignId) -> tuple[str, bytes, bytes] | None:
        """The code of a campaign that has started, what to print and what to type into."""
        if visitor.centre is None or not visitor.actor.may_somewhere(Action.ENTER_PAPER):
            return None
        campaign = await self._campaigns.find(number, visitor.centre.id)
        if campaign is None or campaign.state.is_editable:
            return None
        code = campaign_code(campaign.id)
        until = last_day_of(campaign.closes_at, visitor.centre.zone)
        form = await self._forms.form_of(campaign.version)
        return code, *await self._press.blanks(form, code, visitor.centre.name, until)

    async def check(self, visitor: Visitor, file: str, data: bytes) -> Checked | None:
        """What a file would bring; None if it is no typed workbook, or this person may not bring one."""
        if visitor.centre is None or not visitor.actor.may_somewhere(Action.ENTER_PAPER):
            return None
        read = await self._read(visitor, file, data)
        if read is None:
            return None
        checked, sheets = read
        if checked.defects or not sheets:
            return checked
        number = await self._store.keep(visitor.account.id, visitor.centre.id, file, data, self._clock())
        return Checked(file, checked.campaign, checked.new, checked.known, number=number)

    async def take(self, visitor: Visitor, number: int) -> Checked | None:
        """Take a checked workbook; None if it is gone or taken already, or there is no right to it.

        It is read and checked again: the campaign and the organisations may have changed since.
        """
        centre = visitor.centre
        if centre is None or not visitor.actor.may_somewhere(Action.ENTER_PAPER):
            return None
        kept = await self._store.kept(number, visitor.account.id, centre.id)
        read = None if kept is None else await self._read(visitor, *kept)
        if read is None:
            return None
        checked, sheets = read
        if checked.campaign is None or checked.defects or not sheets:
            return checked
        note = Note(self._clock(), centre.id, visitor.name_in_audit, "paper_taken", f"campaign {checked.campaign.id}")
        taken = await self._store.take(number, checked.campaign, sheets, note)
        return None if taken is None else checked

    async def drop(self, visitor: Visitor, number: int) -> None:
        """Forget a workbook of one's own."""
        await self._store.drop(number, visitor.account.id)

    async def _read(self, visitor: Visitor, file: str, data: bytes) -> tuple[Checked, Sequence[Sheet]] | None:
        """What it would bring, and the sheets that are new; None if it is no such workbook."""
        assert visitor.centre is not None
        now = self._clock()
        there = {each.id: each for each in await self._campaigns.of_centre(visitor.centre.id)}
        running = [each for each in there.values() if each.takes_answers(now)]
        forms = {each.id: await self._forms.form_of(each.version) for each in running}
        reading = await self._press.read(file, data, forms, now.astimezone(visitor.centre.zone))
        if reading is None:
            return None
        campaign = None if reading.campaign is None else there.get(reading.campaign)
        if campaign is None or campaign.state.is_editable:
            return Checked(file, defects=[_foreign(file)]), ()
        if not campaign.takes_answers(now):
            return Checked(file, campaign, defects=[_over(file, campaign)]), ()
        return await self._compared(visitor, campaign, file, reading)

    async def _compared(
        self, visitor: Visitor, campaign: Campaign, file: str, reading: Reading
    ) -> tuple[Checked, Sequence[Sheet]]:
        places = Places(await self._places.organisations(campaign.centre), visitor.actor)
        sheets, misplaced = places.sheets(file, reading.entries)
        defects = sorted([*reading.defects, *misplaced], key=lambda each: each.where.row or 0)
        if defects:
            return Checked(file, campaign, defects=defects), ()
        entered = await self._store.entered(campaign.id)
        fresh = [sheet for sheet in sheets if sheet.mark not in entered]
        counted = Counter(places.name(sheet.organisation) for sheet in fresh)
        return Checked(file, campaign, dict(sorted(counted.items())), len(sheets) - len(fresh)), fresh


def _foreign(file: str) -> Defect:
    what = "Кампании с таким кодом здесь нет."
    remedy = "Возьмите книгу для ввода в кампании, кнопка «Бумажная анкета», и перенесите в неё ответы."
    return Defect("unknown_campaign", Place(file, "Паспорт"), what, remedy)


def _over(file: str, campaign: Campaign) -> Defect:
    what = f"Кампания «{campaign.title}» закончилась, её ответы уже не меняются."
    return Defect("campaign_over", Place(file), what, "Если кампанию можно продлить, продлите её и пришлите снова.")
