"""Who can open a bundle: whoever knows its passphrase, and the workspace it came from."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from kihub_desktop.domain.phrases import phrase
from kihub_desktop.domain.refusals import Reason, Refused
from kihub_desktop.store import keys
from kihub_desktop.store.workspace import Workspace

WORKSPACE = "workspace"
_MAX_SLOTS = 8
_MAX_TIME, _MAX_MEMORY_KIB, _MAX_LANES = 4, 131_072, 8
"""A bundle comes from anywhere: opening it must not take all time or memory of the machine."""


def bundle_slots(
    workspace: Workspace, bundle: UUID, key: bytes, passphrase: str | None
) -> list[keys.Slot]:
    """Slots for this workspace and its restored copies, and for a passphrase if there is one."""
    slots = [keys.wrap(bundle, key, WORKSPACE, _of_workspace(workspace, bundle), "")]
    if passphrase is not None:
        keys.check_passphrase(passphrase)
        cost = workspace.around.key_cost
        slots.append(keys.passphrase_slot(bundle, key, passphrase, cost))
    return slots


def open_bundle(workspace: Workspace, header: dict[str, Any], passphrase: str | None) -> bytes:
    """The key of the bundle's content; Refused WRONG_PASSPHRASE (also where one is needed)."""
    bundle, slots = UUID(header["bundle"]), header["slots"]
    if not isinstance(slots, list) or len(slots) > _MAX_SLOTS:
        raise ValueError("slots")
    file = keys.KeyFile(bundle, "", tuple(slot for slot in slots if _is_affordable(slot)))
    for slot in file.of_kind(WORKSPACE):
        try:
            return keys.unwrap(bundle, slot, _of_workspace(workspace, bundle)).key
        except (InvalidTag, KeyError, TypeError, ValueError):
            continue
    if passphrase is None:
        raise Refused(
            Reason.WRONG_PASSPHRASE,
            phrase(
                "Dieses Paket stammt aus einem anderen Arbeitsbereich und braucht sein Kennwort."
            ),
        )
    try:
        return keys.open_with_passphrase(file, passphrase)
    except Refused as refusal:
        raise Refused(
            Reason.WRONG_PASSPHRASE,
            phrase("Das Kennwort passt nicht zu diesem Paket. Es wurde nichts eingelesen."),
        ) from refusal


def _of_workspace(workspace: Workspace, bundle: UUID) -> bytes:
    return HKDF(SHA256(), keys.KEY_BYTES, bundle.bytes, b"kihub bundle 1").derive(workspace.key)


def _is_affordable(slot: object) -> bool:
    if not isinstance(slot, dict):
        return False
    if slot.get("kind") != keys.PASSPHRASE:
        return True
    costs = (slot.get("time"), slot.get("memory_kib"), slot.get("lanes"))
    bounds = (_MAX_TIME, _MAX_MEMORY_KIB, _MAX_LANES)
    return all(
        isinstance(cost, int) and cost <= bound for cost, bound in zip(costs, bounds, strict=True)
    )
