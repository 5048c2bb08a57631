"""The message that tells how far a long job is, and how it ended."""

from handlers.payloads import JobAct, JobTap
from handlers.screen import Screen, button
from handlers.texts import Speech
from reports.jobs.model import Job, JobId, JobTroubleError, Progress


def queued_screen(speech: Speech, job: JobId, what: str) -> Screen:
    """It waits for its turn."""
    return _going_on(speech, job, speech.say("job-queued", what=what))


def progress_screen(speech: Speech, job: Job, progress: Progress) -> Screen:
    """It is being made."""
    if not progress.stage:
        return _going_on(speech, job.id, speech.say("job-started", what=job.what))
    text = speech.say("job-progress", what=job.what, stage=progress.stage, percent=progress.percent)
    return _going_on(speech, job.id, text)


def stopped_screen(speech: Speech, what: str) -> Screen:
    """It was called off."""
    return Screen(speech.say("job-stopped", what=what))


def trouble_screen(speech: Speech, job: Job, error: JobTroubleError) -> Screen:
    """It could not be made."""
    why = error.said or speech.plain(f"job-trouble-{error.trouble.value}")
    text = speech.say("job-trouble", what=job.what, why=why)
    again = button(speech.plain("job-again"), JobTap(act=JobAct.AGAIN, number=job.id))
    return Screen(text, ((again,),) if error.trouble.may_pass else ())


def _going_on(speech: Speech, job: JobId, text: str) -> Screen:
    cancel = button(speech.plain("job-cancel"), JobTap(act=JobAct.CANCEL, number=job))
    return Screen(text, ((cancel,),))
