"""The room of the report's template, and what was found in a file that may become one."""

from datetime import tzinfo

from handlers.payloads import ControlAct, ControlTap
from handlers.result_payloads import TemplateAct, TemplateTap
from handlers.screen import Button, Rows, Screen, button
from handlers.screens.answers import day_text
from handlers.texts import Speech
from reports.russian import listed
from reports.templates import Look, Template


def template_screen(speech: Speech, used: Template | None, zone: tzinfo, news: str = "") -> Screen:
    """How reports look now, and what can be changed."""
    example = (_tap(speech, "template-example", TemplateAct.EXAMPLE),)
    rows: Rows = (example,)
    if used is None:
        text = speech.say("template-house")
    else:
        text = speech.say("template-own", name=used.name, day=day_text(used.kept_at.astimezone(zone).date()))
        mine = (_tap(speech, "template-download", TemplateAct.DOWNLOAD),)
        rows = (mine, example, (_tap(speech, "template-back", TemplateAct.BACK),))
    back = (button(speech.plain("results-to-desk"), ControlTap(act=ControlAct.DESK)),)
    return Screen("\n\n".join(part for part in (news, text) if part), (*rows, back))


def template_checked_screen(speech: Speech, name: str, number: int, look: Look) -> Screen:
    """A file that would do."""
    parts = [speech.say("template-checked", name=name)]
    if look.lent:
        parts.append(speech.say("template-lent", styles=listed([f"«{style}»" for style in look.lent])))
    parts.append(speech.say("template-not-a-form"))
    rows = (
        (_tap(speech, "template-use", TemplateAct.USE, number),),
        (_tap(speech, "template-drop", TemplateAct.DROP, number),),
    )
    return Screen("\n\n".join(parts), rows)


def template_broken_screen(speech: Speech, name: str, why: str) -> Screen:
    """A file that would not."""
    text = "\n\n".join([speech.say("template-broken", name=name, why=why), speech.say("template-not-a-form")])
    return Screen(text, ((_tap(speech, "control-template", TemplateAct.LOOK),),))


def _tap(speech: Speech, key: str, act: TemplateAct, number: int = 0) -> Button:
    return button(speech.plain(key), TemplateTap(act=act, number=number))
