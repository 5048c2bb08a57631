"""Use cases of an author with forms."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from people.model import AccountId, CentreId
from surveys.authoring.model import MOST_ATTACHED_BYTES, Draft, Publication, Report, StoredFile
from surveys.authoring.ports import Checker, FormStore
from surveys.comparison import compare
from surveys.model import Questionnaire, VersionId
from surveys.ports import Shelf
from surveys.xlsform.form import Form
from workbooks.defect import Defect, Place

UNUSED_FOR = timedelta(days=30)
"""A version that was neither published nor answered is kept so long, for its buttons to work."""
PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp")


class AuthoringService:
    """Check, publish, withdraw, give back."""

    def __init__(self, forms: FormStore, shelf: Shelf, checker: Checker, clock: Callable[[], datetime]) -> None:
        self._forms = forms
        self._shelf = shelf
        self._checker = checker
        self._clock = clock

    async def take(self, author: AccountId, centre: CentreId, file: str, data: bytes) -> Report:
        """Check a file: a form of its own, or a list or picture that the last form needs."""
        draft = await self._draft(author, file, data)
        await self._forms.keep_draft(author, draft)
        verdict = await self._checker.check(draft)
        if verdict.form is None or verdict.defects:
            return Report(draft.file, verdict)
        if await self._is_reserved(verdict.form):
            return Report(draft.file, replace(verdict, defects=[_reserved(verdict.form)]))
        files = {**verdict.attachments, **draft.attachments}
        source = StoredFile(draft.file, draft.data)
        questionnaire = await self._forms.freeze(centre, verdict.form, source, files, self._clock())
        published = await self._shelf.current(questionnaire.key, centre)
        comparison = compare(published, questionnaire) if published else None
        return Report(draft.file, verdict, questionnaire, published, comparison)

    async def publish(self, author: AccountId, centre: CentreId, version: VersionId) -> Questionnaire | None:
        """Put a version on offer in a centre; None if the centre has no such version."""
        if not await self._forms.publish(centre, version, author, self._clock()):
            return None
        return await self._forms.version(version, centre)

    async def withdraw(self, centre: CentreId, key: str) -> bool:
        """Take a questionnaire off the menu of a centre; answers stay."""
        return await self._forms.withdraw(centre, key)

    async def forget_unused(self) -> int:
        """Delete what was sent, tried and left; gives how many versions."""
        return await self._forms.forget_unused(self._clock() - UNUSED_FOR)

    async def version(self, version: VersionId, centre: CentreId) -> Questionnaire | None:
        """A version that somebody of this centre sent, on offer or not."""
        return await self._forms.version(version, centre)

    async def published(self, centre: CentreId) -> Sequence[Publication]:
        """What authors of a centre have put on offer."""
        return await self._forms.published(centre)

    async def workbook_of(self, version: VersionId) -> StoredFile | None:
        """The file a version was made of, as a workbook; None where there is none."""
        source = await self._forms.source_of(version)
        if source is None or source.name.lower().endswith((".xlsx", ".zip")):
            return source
        name = f"{source.name.rpartition('.')[0] or source.name}.xlsx"
        return StoredFile(name, await self._checker.workbook(source))

    async def starter(self) -> bytes:
        """The workbook authors begin with."""
        return await self._checker.starter()

    async def _is_reserved(self, form: Form) -> bool:
        known = await self._shelf.current(str(form.content["id_string"]), None)
        return known is not None and known.is_internal

    async def _draft(self, author: AccountId, file: str, data: bytes) -> Draft:
        if not _may_belong_to_a_form(file):
            return Draft(file, data)
        draft = await self._forms.draft_of(author)
        if draft is None or not _needs(draft, file):
            return Draft(file, data)
        grown = draft.with_attachment(file, data)
        total = sum(len(content) for content in grown.attachments.values())
        return grown if total <= MOST_ATTACHED_BYTES else Draft(file, data)


def _reserved(form: Form) -> Defect:
    what = f"Имя «{form.content['id_string']}» занято анкетой самого бота."
    return Defect("reserved_form_id", Place(form.file, "settings", None, "form_id"), what, "Назовите анкету иначе.")


def _may_belong_to_a_form(file: str) -> bool:
    return file.lower().endswith((".csv", *PICTURES))


def _needs(draft: Draft, file: str) -> bool:
    """A picture always belongs to the last form; a .csv does unless it is itself a form."""
    if file.lower().endswith(PICTURES):
        return True
    return file != draft.file and not draft.file.lower().endswith(".csv")
