"""Qt's own texts and number forms in the language in use; ours come from `texts`."""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

_LOCALES = {
    "de": QLocale(QLocale.Language.German, QLocale.Country.Germany),
    "en": QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom),
}


class QtTexts:
    """Dialog buttons, key names (Strg+K) and date fields; call `use` before widgets are built."""

    def __init__(self, app: QApplication) -> None:
        self._app = app
        self._installed: QTranslator | None = None

    def use(self, language: str) -> None:
        QLocale.setDefault(_LOCALES[language])
        if self._installed is not None:
            self._app.removeTranslator(self._installed)
        translator = QTranslator(self._app)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if translator.load(f"qtbase_{language}", folder):
            self._app.installTranslator(translator)
            self._installed = translator
