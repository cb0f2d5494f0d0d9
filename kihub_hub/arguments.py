"""Arguments of the command line in the language in use; complaints are one sentence."""

from __future__ import annotations

import argparse
import sys
from typing import Any, NoReturn

from kihub_desktop.texts import _

MISUSED = 2


class WordedFormatter(argparse.HelpFormatter):
    """Help whose frame is in the language in use."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: Any = None) -> None:
        super().add_usage(usage, actions, groups, _("Aufruf: ") if prefix is None else prefix)


class WordedParser(argparse.ArgumentParser):
    """A parser that speaks the language in use; `with_help=False` for parents of others."""

    def __init__(self, *, with_help: bool = True, **options: Any) -> None:
        super().__init__(add_help=False, formatter_class=WordedFormatter, **options)
        if with_help:
            # Parents keep argparse's own titles, under which it joins their groups with these.
            self._optionals.title = _("Optionen")
            self._positionals.title = _("Argumente")
            self.add_argument("-h", "--help", action="help", help=_("zeigt diese Hilfe"))

    def error(self, message: str) -> NoReturn:
        del message  # it is English; the usage line shows what is possible
        sys.stderr.write(self.format_usage())
        sentence = _("Diesen Aufruf gibt es nicht. Hilfe zeigt: {command} --help")
        sys.stderr.write(sentence.format(command=self.prog) + "\n")
        raise SystemExit(MISUSED)


def port(text: str) -> int:
    """A TCP port; 0 asks for a free one."""
    number = int(text)
    if not 0 <= number < 65_536:
        raise argparse.ArgumentTypeError(text)
    return number
