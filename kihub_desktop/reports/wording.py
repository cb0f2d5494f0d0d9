"""The words that the report's writers set themselves, in the language in use."""

from __future__ import annotations

from kihub_desktop.reports.content import Wording
from kihub_desktop.texts import _


def wording() -> Wording:
    return Wording(
        contents=_("Inhalt"),
        figure=_("Abb."),
        table=_("Tab."),
        part=_("Woraus sie besteht"),
        value=_("Wert"),
        contribution=_("Beitrag"),
        evidence=_("Beleg"),
        note=_("Notiz"),
    )
