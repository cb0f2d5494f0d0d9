"""Opening without the passphrase: by the recovery sheet, or by the key ring of this computer."""

from __future__ import annotations

from pathlib import Path

from cryptography.exceptions import InvalidTag

from kihub_desktop.domain.phrases import phrase
from kihub_desktop.domain.refusals import Reason, Refused
from kihub_desktop.store import keys
from kihub_desktop.store.recovery import read_recovery_key
from kihub_desktop.store.secret_store import SecretStore, SystemSecrets, ring_name
from kihub_desktop.store.slots import Slots
from kihub_desktop.store.workspace import Surroundings, Workspace, open_with


def open_by_recovery(
    folder: Path, typed: str, new_passphrase: str, around: Surroundings
) -> Workspace:
    """Opens with the key of the sheet and gives the workspace a new passphrase.

    Refused BAD_INPUT for a typing error, WRONG_PASSPHRASE for the key of another workspace,
    WEAK_PASSPHRASE; nothing was changed then.
    """
    keys.check_passphrase(new_passphrase)
    opener = keys.by_recovery(read_recovery_key(typed))
    held: list[bytes] = []

    def remembering(file: keys.KeyFile) -> keys.Unwrapped:
        found = opener(file)
        held.append(found.key)
        return found

    workspace = open_with(folder, remembering, around)
    try:
        Slots(workspace).set_passphrase(held[0], new_passphrase)
    except BaseException:
        workspace.close()
        raise
    return workspace


def open_by_key_ring(
    folder: Path, around: Surroundings, secret_store: SecretStore | None = None
) -> Workspace:
    """Opens without passphrase where this was allowed on this computer; else Refused NO_KEYRING."""
    store = secret_store or SystemSecrets()

    def opener(file: keys.KeyFile) -> keys.Unwrapped:
        for slot in file.of_kind(keys.KEYRING):
            half = store.get(ring_name(file.workspace, str(slot.get("id", ""))))
            try:
                if half is not None:
                    return keys.unwrap(file.workspace, slot, keys.bytes_of(half))
            except (InvalidTag, KeyError, TypeError, ValueError):
                continue
        raise Refused(
            Reason.NO_KEYRING,
            phrase(
                "Auf diesem Rechner ist nicht hinterlegt, dass der Arbeitsbereich ohne Kennwort"
                " öffnet. Bitte das Kennwort eingeben."
            ),
        )

    return open_with(folder, opener, around)
