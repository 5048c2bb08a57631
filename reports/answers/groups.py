"""Groups of respondents as a file of single answers may tell them: small ones only together."""

from __future__ import annotations

from dataclasses import replace

from reports.answers.options import AnswersOptions
from reports.protection.words import MERGED
from reports.responses import UNKNOWN, Attribute, Responses

_OTHERS = "прочие (малочисленные группы)"


def with_groups_merged(responses: Responses, options: AnswersOptions) -> Responses:
    """The same answers, where no organisation and no other group of fewer than `least` people is named.

    Whoever may see personal codes is told the groups as they are.
    """
    if options.is_personal or options.least < 2:
        return responses
    attributes = {name: _merged(known, options.least) for name, known in responses.attributes.items()}
    return replace(responses, attributes=attributes)


def _merged(attribute: Attribute, least: int) -> Attribute:
    import numpy as np

    known = attribute.codes[attribute.codes != UNKNOWN]
    counts = np.bincount(known, minlength=len(attribute.labels))
    order = sorted((int(place) for place in np.flatnonzero(counts)), key=lambda place: (counts[place], place))
    small = [place for place in order if counts[place] < least]
    # A few people taken together would still be a few people.
    for place in order[len(small) :]:
        if not small or sum(counts[place] for place in small) >= least:
            break
        small.append(place)
    if not small:
        return attribute
    others = MERGED if attribute.name == "organisation" else _OTHERS
    codes = np.where(np.isin(attribute.codes, small), len(attribute.labels), attribute.codes)
    keys = (*attribute.keys, "others") if attribute.keys else ()
    return replace(attribute, labels=(*attribute.labels, others), codes=codes.astype(np.int32), keys=keys)
