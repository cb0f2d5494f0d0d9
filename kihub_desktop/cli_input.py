"""Reading what somebody hands to the command line as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kihub_desktop.domain.phrases import Phrase, phrase
from kihub_desktop.domain.refusals import Reason, Refused

MAX_INPUT = 10_000_000


def parsed(kind: Any, body: bytes) -> Any:
    """The input as an object of `kind`; Refused BAD_INPUT names the first misfit."""
    from pydantic import TypeAdapter, ValidationError

    try:
        return TypeAdapter(kind).validate_json(body)
    except ValidationError as error:
        complaint = _complaint(error.errors(include_url=False)[0])
        raise Refused(Reason.BAD_INPUT, complaint, str(error)) from error


def _complaint(first: Mapping[str, Any]) -> Phrase:
    """One sentence about the first fault; the validator's own words go to the details."""
    if first["type"] == "json_invalid":
        return phrase("Die Eingabe ist kein gültiges JSON.")
    place = " › ".join(str(part) for part in first["loc"])
    if first["type"] == "missing":
        return phrase("In der Eingabe fehlt „{place}“.", place=place)
    if not place:
        return phrase("Die Eingabe hat nicht die erwartete Form (siehe --help).")
    return phrase("Die Eingabe bei „{place}“ passt nicht (siehe --details).", place=place)
