"""Photos and sketches as records: one step of undo, nothing half, hostile strokes harmless."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from kihub_desktop.domain.choices import PictureKind
from kihub_desktop.domain.progress import Cancelled
from kihub_desktop.domain.refusals import Reason, Refused
from kihub_desktop.domain.sketches import (
    Drawing,
    Ink,
    Mark,
    MarkKind,
    Nib,
    UnfitDrawing,
    read_drawing,
    written,
)
from kihub_desktop.domain.visit_records import Picture
from kihub_desktop.services.picture_intake import (
    PictureIntake,
    PicturePlace,
    PictureSource,
    sources_of,
)
from kihub_desktop.services.pictures import PictureService
from kihub_desktop.services.undo import UndoService
from kihub_desktop.store.workspace import Workspace
from kihub_desktop.texts import render
from tests.services.conftest import carry, colleague, workspace
from tests.store.test_blobs import files_of_at_most
from tests.unit.imports.hostile_pictures import encoded, picture

__all__ = ["colleague", "workspace"]
COMPANY = UUID("0193a000-0000-7000-8000-000000000001")
LINE = Mark(MarkKind.LINE, ((10, 10), (100, 60)), Ink.RED, Nib.BROAD)


def photos(count: int, *, broken: tuple[int, ...] = ()) -> list[PictureSource]:
    return [
        PictureSource(
            f"DSC_{number}.jpg",
            content=b"kaputt" if number in broken else encoded("JPEG", picture(seed=number)),
        )
        for number in range(count)
    ]


def take_in(workspace: Workspace, sources: list[PictureSource]) -> PictureIntake:
    intake = PictureIntake(workspace, PicturePlace(COMPANY), sources)
    intake.run()
    return intake


def shown(workspace: Workspace) -> tuple[Picture, ...]:
    return PictureService(workspace).of_company(COMPANY).records


def stop_after(calls: int) -> Callable[..., None]:
    """A progress that ends the work at its n-th call, as a person or the end of the program."""
    left = [calls]

    def progress(done: int, total: int, doing: object = "") -> None:
        left[0] -= 1
        if left[0] < 0:
            raise Cancelled

    return progress


def test_that_a_drop_is_one_step_of_undo_and_comes_back_by_redo(workspace: Workspace) -> None:
    outcome = PictureIntake(workspace, PicturePlace(COMPANY), photos(5)).run()
    assert (outcome.added, len(shown(workspace))) == (5, 5)
    undo = UndoService(workspace)
    undo.undo()
    assert shown(workspace) == ()
    assert undo.undo().nothing_left
    undo.redo()
    service = PictureService(workspace)
    assert all(service.stored(each.content) for each in shown(workspace))


def test_that_pictures_stand_in_the_order_of_the_files(workspace: Workspace) -> None:
    take_in(workspace, photos(3))
    take_in(workspace, photos(5)[3:])
    service = PictureService(workspace)
    stored = [service.stored(each.content) for each in shown(workspace)]
    assert len(stored) == 5
    assert len({each.position for each in shown(workspace)}) == 5
    first = take_order(workspace)
    service.swap(COMPANY, first[0], first[1])
    assert take_order(workspace)[:2] == [first[1], first[0]]


def take_order(workspace: Workspace) -> list[UUID]:
    return [each.id for each in shown(workspace)]


def test_that_a_broken_file_is_named_and_the_others_are_stored(workspace: Workspace) -> None:
    outcome = PictureIntake(workspace, PicturePlace(COMPANY), photos(4, broken=(1,))).run()
    assert outcome.added == 3
    assert ["DSC_1.jpg" in render(each) for each in outcome.problems] == [True]


def test_that_the_same_picture_twice_is_one_file_and_one_record(workspace: Workspace) -> None:
    take_in(workspace, photos(2))
    outcome = PictureIntake(workspace, PicturePlace(COMPANY), photos(3)).run()
    assert (outcome.known, outcome.added, len(shown(workspace))) == (2, 1, 3)
    assert workspace.blobs.count_files() == 6


def test_that_stopping_keeps_what_is_stored_and_the_next_start_tells_the_rest(
    workspace: Workspace,
) -> None:
    intake = PictureIntake(workspace, PicturePlace(COMPANY), photos(5))
    with pytest.raises(Cancelled):
        intake.run(stop_after(5 + 2))  # previews first
    assert len(shown(workspace)) == 2
    service = PictureService(workspace)
    (rest,) = service.interrupted()
    assert (rest.company, rest.names) == (COMPANY, ("DSC_2.jpg", "DSC_3.jpg", "DSC_4.jpg"))
    assert service.interrupted() == ()


def test_that_undo_in_the_midst_of_a_drop_ends_it(workspace: Workspace) -> None:
    intake = PictureIntake(workspace, PicturePlace(COMPANY), photos(6))
    calls = []

    def undo_at_the_third(done: int, total: int, doing: object = "") -> None:
        calls.append(1)
        if len(calls) == 6 + 3:
            UndoService(workspace).undo()

    outcome = intake.run(undo_at_the_third)
    assert (outcome.undone, shown(workspace)) == (True, ())


def test_that_a_full_disk_stores_nothing_half_and_says_what_is_left(workspace: Workspace) -> None:
    noise = [Image.effect_noise((3000, 2000), 80 + number) for number in range(3)]
    sources = [
        PictureSource(f"{n}.jpg", content=encoded("JPEG", each, quality=95))
        for n, each in enumerate(noise)
    ]
    largest = max(each.stat().st_size for each in workspace.folder.rglob("*") if each.is_file())
    with files_of_at_most(largest + 300_000):
        outcome = PictureIntake(workspace, PicturePlace(COMPANY), sources).run()
    assert (outcome.added, outcome.left) == (0, 3)
    assert "kein Platz mehr" in render(outcome.problems[0])
    assert (shown(workspace), list(workspace.blobs.folder.iterdir())) == ((), [])


def test_that_a_record_that_comes_before_its_picture_says_so(
    workspace: Workspace, colleague: Workspace
) -> None:
    take_in(workspace, photos(2))
    carry(workspace, colleague)
    there = PictureService(colleague)
    assert len(there.missing(COMPANY)) == 4
    assert there.stored(shown(colleague)[0].thumbnail) is None
    for each in shown(workspace):
        colleague.blobs.put(workspace.blobs.get(each.content or ""))
    assert len(there.missing(COMPANY)) == 2


def test_that_a_deleted_picture_is_back_after_undo_with_its_file(workspace: Workspace) -> None:
    take_in(workspace, photos(3))
    service = PictureService(workspace)
    state = service.of_company(COMPANY)
    service.delete(COMPANY, [each.id for each in state.records[:2]], state.as_of)
    assert len(shown(workspace)) == 1
    UndoService(workspace).undo()
    assert all(service.stored(each.content) for each in shown(workspace))


def test_that_a_turned_picture_stands_on_its_side_and_undo_turns_it_back(
    workspace: Workspace,
) -> None:
    take_in(workspace, photos(1))
    service = PictureService(workspace)
    before = shown(workspace)[0]
    service.turn(COMPANY, before.id, service.of_company(COMPANY).as_of)
    after = shown(workspace)[0]
    assert (after.width, after.height) == (before.height, before.width)
    UndoService(workspace).undo()
    assert shown(workspace)[0].content == before.content


def test_that_drawing_on_a_photo_keeps_the_photo(workspace: Workspace) -> None:
    take_in(workspace, photos(1))
    service = PictureService(workspace)
    photo = shown(workspace)[0]
    drawing = service.drawing_of(photo)
    assert drawing is not None
    drawn = Drawing(drawing.width, drawing.height, drawing.base, (LINE,))
    as_of = service.of_company(COMPANY).as_of
    service.draw(COMPANY, photo.id, as_of, drawn, encoded("PNG", picture(seed=9)))
    assert service.drawing_of(shown(workspace)[0]) == drawn
    assert service.sweep().removed == 0
    assert service.stored(photo.content) is not None
    with pytest.raises(Refused):
        service.turn(COMPANY, photo.id, service.of_company(COMPANY).as_of)
    bare = Drawing(drawing.width, drawing.height, drawing.base)
    service.draw(COMPANY, photo.id, service.of_company(COMPANY).as_of, bare, b"")
    assert (shown(workspace)[0].content, shown(workspace)[0].drawing) == (photo.content, None)


def test_that_a_sketch_is_a_picture_with_strokes(workspace: Workspace) -> None:
    service = PictureService(workspace)
    drawing = Drawing(marks=(LINE,))
    made, changes = service.add_sketch(PicturePlace(COMPANY), drawing, encoded("PNG"))
    found = service.get(COMPANY, made)
    assert found is not None
    assert (found.kind, found.media_type, bool(changes)) == (PictureKind.SKETCH, "image/png", True)
    assert service.drawing_of(found) == drawing


def test_that_a_picture_is_given_out_whole_or_not_at_all(
    workspace: Workspace, tmp_path: Path
) -> None:
    take_in(workspace, photos(1))
    service, (photo,) = PictureService(workspace), shown(workspace)
    target = tmp_path / "foto.jpg"
    service.export(photo, target)
    assert target.read_bytes() == service.stored(photo.content)
    with pytest.raises(Refused) as refused:
        service.export(photo, tmp_path / "fehlt" / "foto.jpg")
    assert refused.value.reason is Reason.NOT_WRITABLE


def test_that_a_folder_stands_for_its_pictures(tmp_path: Path) -> None:
    for name in ("b.JPG", "a.png", "brief.docx", ".versteckt"):
        (tmp_path / name).write_bytes(b"")
    assert [each.name for each in sources_of([tmp_path])] == ["a.png", "b.JPG"]


POINT = st.tuples(st.integers(-1600, 3200), st.integers(-1200, 2400))
MARK = st.one_of(
    st.builds(Mark, st.just(MarkKind.PEN), st.lists(POINT, min_size=1).map(tuple)),
    st.builds(
        Mark,
        st.sampled_from([MarkKind.LINE, MarkKind.BOX, MarkKind.ARROW]),
        st.tuples(POINT, POINT),
        st.sampled_from(Ink),
        st.sampled_from(Nib),
    ),
    st.builds(
        Mark,
        st.just(MarkKind.TEXT),
        st.tuples(POINT),
        words=st.text(st.characters(codec="utf-8"), min_size=1, max_size=40),
    ),
)


@given(st.lists(MARK, max_size=20))
def test_that_strokes_are_read_as_they_were_written(marks: list[Mark]) -> None:
    drawing = Drawing(marks=tuple(marks))
    assert read_drawing(written(drawing)) == drawing


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(
                st.sampled_from(["v", "w", "h", "base", "marks", "t", "c", "s", "p", "x"]),
                inner,
                max_size=6,
            )
        ),
        max_leaves=20,
    )
)
@settings(max_examples=200)
def test_that_a_stranger_s_drawing_is_refused_with_one_kind_of_error(content: object) -> None:
    with pytest.raises(UnfitDrawing):
        read_drawing(json.dumps(content))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[" * 50_000,
        '{"v":1,"w":1600,"h":1200,"marks":[' + '{"t":"pen","p":[]},' * 3 + "]}",
        '{"v":1,"w":1e999,"h":1200,"marks":[]}',
        '{"v":1,"w":1600,"h":1200,"marks":[{"t":"pen","c":"red","s":"fine","p":[1,2,3]}]}',
        '{"v":1,"w":16,"h":12,"marks":[{"t":"pen","c":"red","s":"fine","p":[99999,2]}]}',
        '{"v":1,"w":1600,"h":1200,"base":"../../x","marks":[]}',
        '{"v":2,"w":1600,"h":1200,"marks":[]}',
    ],
)
def test_that_no_text_but_a_drawing_is_read(text: str) -> None:
    with pytest.raises(UnfitDrawing):
        read_drawing(text)


def test_that_a_drawing_that_has_become_too_large_is_not_written() -> None:
    long = Mark(MarkKind.PEN, tuple((1000 + n % 7, 1000) for n in range(15_001)))
    with pytest.raises(UnfitDrawing):
        written(Drawing(marks=(long,)))


def test_that_no_piece_of_a_picture_lies_readable_on_the_disk(workspace: Workspace) -> None:
    take_in(workspace, photos(6))
    service = PictureService(workspace)
    pieces = [
        content[start : start + 48]
        for each in shown(workspace)
        for digest in (each.content, each.thumbnail)
        if (content := service.stored(digest)) is not None
        for start in (0, len(content) // 2)
    ]
    files = [path.read_bytes() for path in workspace.folder.rglob("*") if path.is_file()]
    assert len(pieces) == 24
    assert not any(piece in raw for piece in pieces for raw in files)
