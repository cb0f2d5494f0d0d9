"""Forms of the staff pages: small bodies, and a mark that only our own pages carry."""

from __future__ import annotations

import hmac
from urllib.parse import parse_qs

from fastapi import Request

_MAX_FORM = 10_000


async def form_of(request: Request) -> dict[str, str]:
    """The fields of a posted form; empty for anything that is none."""
    content = b""
    async for part in request.stream():
        content += part
        if len(content) > _MAX_FORM:
            return {}
    try:
        fields = parse_qs(content.decode("ascii"), max_num_fields=20)
    except ValueError:
        return {}
    return {name: values[-1] for name, values in fields.items()}


def is_ours(form: dict[str, str], mark: str) -> bool:
    """Whether the form carries the mark, and so came from our own page."""
    return hmac.compare_digest(form.get("mark", "").encode(), mark.encode())
