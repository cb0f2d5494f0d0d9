"""Which companies were opened last; a setting of this laptop, never exchanged."""

from __future__ import annotations

import json
from uuid import UUID

from sqlalchemy import Connection

from kihub_desktop.store.local_tables import get_setting, put_setting

RECENT_COMPANIES = 8
_NAME = "recent.companies"


def recent_companies(connection: Connection) -> tuple[UUID, ...]:
    """The latest first."""
    try:
        return tuple(UUID(each) for each in json.loads(get_setting(connection, _NAME) or "[]"))
    except (ValueError, TypeError, AttributeError):
        return ()  # a convenience: what cannot be read is forgotten


def remember_company(connection: Connection, company: UUID, at_most: int) -> None:
    others = [each for each in recent_companies(connection) if each != company]
    kept = [str(each) for each in (company, *others)][:at_most]
    put_setting(connection, _NAME, json.dumps(kept))
