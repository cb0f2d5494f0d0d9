"""The course of one exchange; the database is never held while the network is used."""

from __future__ import annotations

import base64
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice, pairwise
from typing import TypeVar

from kihub_desktop.domain.phrases import Phrase, phrase
from kihub_desktop.domain.progress import Progress
from kihub_desktop.replication.intake import Incoming, confirm, receive
from kihub_desktop.replication.operation import Dot
from kihub_desktop.replication.outbox import Outgoing, outgoing, waiting
from kihub_desktop.replication.signing import head_message, sign, token_message
from kihub_desktop.replication.wire import (
    PROTO,
    Acknowledged,
    ChainHead,
    ChallengeRequest,
    Numbered,
    PullAnswer,
    PullRequest,
    PushAnswer,
    PushRequest,
    TokenRequest,
    batches,
)
from kihub_desktop.store.workspace import Workspace
from kihub_desktop.sync.answers import EpochChanged, TokenExpired, nonsense, not_enrolled
from kihub_desktop.sync.hub_client import HubClient
from kihub_desktop.sync.link import DeviceKey, Link, continue_in, put_link, save_link
from kihub_desktop.sync.tally import Tally

SLICE = 150
"""Operations that one transaction folds, within some 20 ms, so that nobody who types waits."""

CONFIRMED = 500
"""Operations that one transaction marks as sent, which takes less."""

_MAX_NUMBER = 2**62
Answer = TypeVar("Answer")


class Course:
    """Push, then pull. Resuming needs no memory: what waits is what has no number of the hub."""

    def __init__(
        self,
        workspace: Workspace,
        client: HubClient,
        key: DeviceKey,
        link: Link,
        tally: Tally,
        progress: Progress,
    ) -> None:
        self._workspace = workspace
        self._client = client
        self._key = key
        self._link = link
        self._tally = tally
        self._progress = progress

    def run(self) -> None:
        try:
            self._push()
            self._pull()
        except EpochChanged as change:
            self._follow(change)
            try:
                self._push()
                self._pull()
            except EpochChanged as again:
                raise nonsense("epoch changes again and again") from again

    def _follow(self, change: EpochChanged) -> None:
        problem = change.problem
        if problem.epoch == self._link.epoch or not 0 <= problem.base < _MAX_NUMBER:
            raise nonsense("epoch") from change
        self._link = continue_in(
            self._workspace, self._link, problem.epoch, problem.base, problem.cursor
        )

    # Sending

    def _push(self) -> None:
        with self._workspace.reading() as connection:
            queue = waiting(connection)
        self._tally.total = self._tally.done + len(queue)
        following = iter(queue)
        for count in batches([each.size for each in queue]):
            arrived = [each.arrived for each in islice(following, count)]
            self._report(phrase("Sendet Änderungen"))
            with self._workspace.reading() as connection:
                operations = outgoing(connection, arrived)
            self._offer(operations)
            self._tally.done += count

    def _offer(self, operations: list[Outgoing]) -> None:
        request = PushRequest(
            proto=PROTO,
            schema=self._workspace.registry.schema,
            device=self._key.device,
            epoch=self._link.epoch,
            cursor=self._link.cursor,
            heads=self._heads(operations),
            ops=tuple(each.body.decode() for each in operations),
        )
        answer = self._admitted(partial(self._client.push, request))
        sent = {(each.space, each.device, each.seq): each for each in operations}
        self._check_push(answer, sent)
        for start in range(0, len(answer.acks), CONFIRMED):
            self._confirm(answer.acks[start : start + CONFIRMED])
        if answer.cursor:
            self._link = replace(self._link, cursor=answer.cursor)
            save_link(self._workspace, self._link)
        keys = {(ack.space, ack.device, ack.seq) for ack in answer.acks}
        self._tally.note_sent([sent[key] for key in keys])
        self._tally.set_aside += len(answer.quarantined)

    def _check_push(self, answer: PushAnswer, sent: dict[tuple[str, str, int], Outgoing]) -> None:
        if answer.epoch != self._link.epoch:
            raise nonsense("epoch")
        for ack in answer.acks:
            if (ack.space, ack.device, ack.seq) not in sent or not 0 < ack.number < _MAX_NUMBER:
                raise nonsense("acknowledges what was not sent")

    def _confirm(self, acks: Sequence[Acknowledged]) -> None:
        spaces: dict[str, list[tuple[Dot, int]]] = {}
        for ack in acks:
            spaces.setdefault(ack.space, []).append((Dot(ack.device, ack.seq), ack.number))
        with self._workspace.writing() as connection:
            for space, numbers in spaces.items():
                confirm(connection, space, numbers)

    def _heads(self, operations: list[Outgoing]) -> tuple[ChainHead, ...]:
        """The signed heads of the own chains, as they are at the end of this batch."""
        last: dict[str, Outgoing] = {}
        for each in operations:
            if each.device == self._key.device:
                known = last.get(each.space)
                last[each.space] = each if known is None or known.seq < each.seq else known
        return tuple(
            ChainHead(
                each.space,
                each.device,
                each.seq,
                each.digest.hex(),
                sign(
                    self._key.private,
                    head_message(each.space, each.device, each.seq, each.digest),
                ).hex(),
            )
            for each in last.values()
        )

    # Receiving

    def _pull(self) -> None:
        more = True
        while more:
            self._report(phrase("Empfängt Änderungen"))
            request = PullRequest(
                proto=PROTO,
                schema=self._workspace.registry.schema,
                device=self._key.device,
                cursor=self._link.cursor,
            )
            answer = self._admitted(partial(self._client.pull, request))
            self._check_pull(answer)
            self._take(answer)
            more = answer.more

    def _check_pull(self, answer: PullAnswer) -> None:
        if answer.epoch != self._link.epoch:
            raise nonsense("epoch")
        numbers = [each.number for each in answer.ops]
        if any(not 0 < number < _MAX_NUMBER for number in numbers):
            raise nonsense("number out of range")
        if any(later <= earlier for earlier, later in pairwise(numbers)):
            raise nonsense("numbers out of order")
        if answer.more and not answer.ops:
            raise nonsense("promises more and gives nothing")

    def _take(self, answer: PullAnswer) -> None:
        """Applies a page in slices; the cursor moves with the last one."""
        link = replace(self._link, cursor=answer.cursor)
        slices = [answer.ops[i : i + SLICE] for i in range(0, len(answer.ops), SLICE)] or [()]
        for number, each in enumerate(slices, start=1):
            self._apply(each, link if number == len(slices) and link != self._link else None)
            left = 0 if not each else max(answer.top - each[-1].number, 0)
            self._tally.done += len(each)
            self._tally.total = self._tally.done + left
        self._link = link

    def _apply(self, operations: Sequence[Numbered], link: Link | None) -> None:
        if not operations and link is None:
            return
        incoming = [Incoming(each.body.encode(), each.number) for each in operations]
        with self._workspace.writing() as connection:
            intake = receive(connection, self._workspace.registry, incoming)
            for fresh in intake.fresh:
                self._workspace.clock.adopt(fresh.operation.clock)
            if link is not None:
                put_link(connection, link)
        self._tally.note_received(intake)

    # Being let in

    def _admitted(self, ask: Callable[[], Answer]) -> Answer:
        """Asks with a valid token; an expired one is renewed once."""
        if not self._client.bearer:
            self._sign_in()
        try:
            return ask()
        except TokenExpired:
            self._sign_in()
        try:
            return ask()
        except TokenExpired as again:
            raise nonsense("token") from again

    def _sign_in(self) -> None:
        challenge = self._client.challenge(ChallengeRequest(device=self._key.device))
        if challenge.hub != self._link.hub:
            raise not_enrolled()  # another hub lives at this address now
        message = token_message(self._link.hub, self._key.device, challenge.nonce)
        signature = base64.b64encode(sign(self._key.private, message)).decode("ascii")
        self._client.sign_in(
            TokenRequest(device=self._key.device, nonce=challenge.nonce, sig=signature)
        )

    def _report(self, doing: Phrase) -> None:
        self._progress(self._tally.done, self._tally.total, doing)
