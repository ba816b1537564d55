"""Build hook: compiles every catalogue into the wheel; a broken placeholder stops the build."""

import tempfile
from pathlib import Path
from typing import Any

from babel.messages.checkers import python_format
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CustomBuildHook(BuildHookInterface):
    """Adds feedback/_translations/<language>/LC_MESSAGES/messages.mo to the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile all catalogues before the wheel is put together."""
        if version == "editable":
            return
        target = Path(tempfile.mkdtemp())
        for source in sorted(Path(self.root, "translations").glob("*/LC_MESSAGES/messages.po")):
            language = source.parts[-3]
            compiled = target / f"{language}.mo"
            with source.open("rb") as words:
                catalogue = read_po(words, locale=language)
            for message in catalogue:
                if message.id and message.string and message.python_format:
                    python_format(catalogue, message)
            with compiled.open("wb") as binary:
                write_mo(binary, catalogue)
            inside = f"feedback/_translations/{language}/LC_MESSAGES/messages.mo"
            build_data["force_include"][str(compiled)] = inside
