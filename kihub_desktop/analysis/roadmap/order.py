"""Which steps wait for which: an order that holds, circles found and named."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kihub_desktop.domain.roadmap import Link

After = Mapping[str, tuple[str, ...]]
"""The keys each key waits for."""


def dependencies(
    keys: Iterable[str], proposed: After, links: Iterable[Link]
) -> dict[str, tuple[str, ...]]:
    """What is proposed and what people set, among the keys there are; what is lifted is out."""
    known = set(keys)
    found = {key: list(proposed.get(key, ())) for key in sorted(known)}
    for link in sorted(links, key=lambda each: (each.after, each.before)):
        waiting = found.get(link.after)
        if waiting is None:
            continue
        if link.lifted:
            found[link.after] = [each for each in waiting if each != link.before]
        elif link.before not in waiting:
            waiting.append(link.before)
    return {
        key: tuple(each for each in waiting if each in known and each != key)
        for key, waiting in found.items()
    }


def in_order(after: After) -> tuple[tuple[str, ...], tuple[Link, ...]]:
    """The keys, each behind those it waits for, and the links left out because of a circle.

    Two laptops may each add half of a circle; the same link is then left out on both.
    """
    order: list[str] = []
    cut: list[Link] = []
    done: set[str] = set()
    for root in sorted(after):
        _visit(root, after, (order, cut, done))
    return tuple(order), tuple(cut)


def _visit(root: str, after: After, found: tuple[list[str], list[Link], set[str]]) -> None:
    order, cut, done = found
    if root in done:
        return
    path = [(root, iter(sorted(after[root])))]
    on_path = {root}
    while path:
        key, waiting = path[-1]
        following = next(waiting, None)
        if following is None:
            path.pop()
            on_path.discard(key)
            done.add(key)
            order.append(key)
        elif following in on_path:
            cut.append(Link(following, key))
        elif following not in done:
            path.append((following, iter(sorted(after[following]))))
            on_path.add(following)


def circle(after: After, before: str, waiting: str) -> tuple[str, ...]:
    """The way from `before` back to `waiting` if `waiting` may not wait for `before`; else none.

    Every key on it waits for the next one.
    """
    ways: list[tuple[str, ...]] = [(before,)]
    seen = {before}
    while ways:
        way = ways.pop()
        if way[-1] == waiting:
            return way
        for each in after.get(way[-1], ()):
            if each not in seen:
                seen.add(each)
                ways.append((*way, each))
    return ()


def dependents(order: Sequence[str], after: After, key: str) -> tuple[str, ...]:
    """Everything that waits for a step, directly or not, in the order it can be done."""
    found = {key}
    for each in order:
        if found & set(after[each]):
            found.add(each)
    return tuple(each for each in order if each in found and each != key)
