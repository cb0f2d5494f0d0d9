"""The command line of the hub, as a process and as a function."""

from __future__ import annotations

import io
import re
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from kihub_hub.cli import main
from kihub_hub.hub import open_hub
from kihub_hub.storage import sqlite_url
from tests.hub.stations import Clock, Laptop


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = main(arguments)
    shown = capsys.readouterr()
    return status, shown.out, shown.err


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_that_the_hub_serves_until_it_is_asked_to_stop(
    tmp_path: Path, number: signal.Signals, capsys: pytest.CaptureFixture[str]
) -> None:
    data = str(tmp_path / "hub")
    command = [sys.executable, "-m", "kihub_hub.cli", "serve", "--data", data, "--port", "0"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        ready = process.stdout.readline()
        url = ready.removeprefix("Der Hub ist bereit: ").strip()
        assert httpx.get(f"{url}/v1/health", trust_env=False).json() == {"status": "ok"}
        # Other commands work beside the running hub.
        _, shown, _ = run(capsys, "enrol", "--name", "Laptop 07", "--data", data)
        code = re.findall(r"[0-9A-Z]{5}-[0-9A-Z]{5}", shown)[0]
        laptop = Laptop.new(tmp_path, "Laptop 07", Clock())
        with laptop.workspace:
            laptop.exchange.enrol(url, code, "Laptop 07")
            laptop.companies.create("Muster GmbH")
            assert laptop.sync().sent == 1
        process.send_signal(number)
        assert process.wait(15) == 0
        assert process.stderr.read() == ""


def test_that_a_device_is_listed_and_shut_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = ("--data", str(tmp_path))
    assert "Noch ist kein Gerät" in run(capsys, "devices", *data)[1]
    with open_hub(sqlite_url(tmp_path)) as hub, hub.storage.writing() as connection:
        connection.exec_driver_sql(
            "INSERT INTO device (id, name, own_name, public_key, enrolled, pulled_n)"
            " VALUES ('d1', 'Laptop 07', '', x'00', 1, 0)"
        )
    assert "Laptop 07  noch nie" in run(capsys, "devices", *data)[1]
    assert run(capsys, "revoke", "Laptop 08", *data)[0] == 1
    assert run(capsys, "revoke", "Laptop 07", *data)[:2] == (0, "„Laptop 07“ ist gesperrt.\n")
    assert "gesperrt" in run(capsys, "devices", *data)[1]


def test_that_the_password_has_to_be_long(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    arguments = ("staff-password", "--stdin", "--data", str(tmp_path))
    monkeypatch.setattr(sys, "stdin", io.StringIO("kurz\n"))
    status, _, error = run(capsys, *arguments)
    assert (status, error.count("\n")) == (1, 1)
    assert "mindestens 12" in error
    monkeypatch.setattr(sys, "stdin", io.StringIO("ein ganzer Satz\n"))
    assert run(capsys, *arguments)[0] == 0


def test_that_a_prompt_without_anybody_to_type_ends_in_one_sentence(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "kihub_hub.cli", "staff-password", "--data", str(tmp_path)]
    # A session of its own has no terminal that the prompt could turn to.
    done = subprocess.run(
        command,
        check=False,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        start_new_session=True,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines()[-1].endswith("mindestens 12 Zeichen, besser ein kurzer Satz.")
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("enrol", "--name", " "),
        ("new-epoch", "--base", "7"),
        ("serve", "--host", "192.0.2.1", "--port", "0"),
        ("devices", "--database", "unsinn"),
    ],
)
def test_that_what_cannot_be_done_is_told_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    status, shown, error = run(capsys, *arguments, "--data", str(tmp_path))
    assert (status, shown, error.count("\n")) == (1, "", 1)
    assert "Traceback" not in error


@pytest.mark.parametrize("arguments", [(), ("unsinn",), ("enrol",), ("serve", "--port", "x")])
def test_that_a_wrong_call_shows_how(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    assert "Aufruf: kihub-hub" in capsys.readouterr().err


def test_that_help_is_german(capsys: pytest.CaptureFixture[str]) -> None:
    for command in ((), ("serve",), ("new-epoch",)):
        with pytest.raises(SystemExit) as caught:
            main([*command, "--help"])
        assert caught.value.code == 0
        shown = capsys.readouterr().out
        assert "Optionen:" in shown
        assert "options" not in shown
        assert shown.count("Aufruf:") == 1
