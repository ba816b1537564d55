"""Settings, read once: environment variables, else the file youwesaid.env in the data folder."""

import os
import re
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields
from pathlib import Path
from typing import Any, Self

PREFIX = "YOUWESAID_"
FILE_NAME = "youwesaid.env"
#: An origin, as a frame-ancestors list takes it: no wildcard, no path.
_SITE = re.compile(r"https?://[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?")
NATIONS = ("england", "scotland", "wales", "northern_ireland")


class SettingError(ValueError):
    """A setting that cannot be used; the message is one sentence with the mend."""


def _setting(default: Any, about: str, *, secret: bool = False) -> Any:
    return field(default=default, metadata={"about": about, "secret": secret})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that a partnership can set; each field is YOUWESAID_<NAME> in capitals."""

    data: Path = _setting(Path("instance"), "Folder of the database, keys and settings file")
    database: str = _setting(
        "", "SQLAlchemy address; empty: SQLite in the data folder", secret=True
    )
    partnership: str = _setting("Our partnership", "Full name, shown on every page")
    partnership_short: str = _setting("Us", "Short name, shown in the header")
    nation: str = _setting("england", "england, scotland, wales or northern_ireland")
    area: str = _setting("", "Key of the area's own help lines, such as dudley")
    phone: str = _setting("", "Telephone for people who would rather talk")
    email: str = _setting("", "Public address of the engagement team")
    post: str = _setting("", "Postal address of the engagement team")
    report_concern: str = _setting("", "Number to report a concern about somebody")
    languages: tuple[str, ...] = _setting(
        ("en", "en-easy", "cy", "gd", "pl", "ro", "uk", "ur", "pa", "ar"),
        "Languages switched on, separated by commas; the first is the source",
    )
    leave_to: str = _setting("https://www.bbc.co.uk/weather", "Where Leave now goes")
    public_url: str = _setting("http://127.0.0.1:8000", "Address of the public side")
    staff_url: str = _setting("http://127.0.0.1:8001", "Address of the staff side")
    hosts: tuple[str, ...] = _setting((), "Further host names that may be asked for")
    mail_server: str = _setting("", "SMTP host; empty: letters wait in the outbox")
    mail_port: int = _setting(25, "SMTP port")
    mail_tls: bool = _setting(False, "STARTTLS to the SMTP host")
    mail_user: str = _setting("", "SMTP user name")
    mail_password: str = _setting("", "SMTP password", secret=True)
    mail_sender: str = _setting("", "From address of every letter")
    count_threshold: int = _setting(10, "Public counts below this are not shown (never under 5)")
    screen_days: int = _setting(1, "Working days within which everything should be read")
    answer_days: int = _setting(90, "Days within which people are told they will hear")
    quickest_seconds: int = _setting(
        3, "Sent sooner after the first page than this many seconds: held back; 0 for never"
    )
    sends_a_minute: int = _setting(
        30, "More sends a minute to one process than this: browsers do a small sum"
    )
    heavy_enough: int = _setting(
        8, "Hard contributions opened in a day after which a reader is asked to take a break"
    )
    suggestion_floor: int = _setting(
        40, "Percent of a theme's suggestions that must be agreed with, or it is suggested no more"
    )
    stale_months: int = _setting(
        6, "Months without a change after which an entry that promises something is called stale"
    )
    reviewers_must_agree: bool = _setting(
        False, "True: no answer is published before a reviewer agreed, or a public reason is given"
    )
    sentence_model: str = _setting(
        "", "Folder of a sentence model for the tagger (the extra embeddings); empty for none"
    )
    embed_sites: tuple[str, ...] = _setting(
        (), "Sites that may show the list of changes in a frame, such as https://www.example.org"
    )
    licence: str = _setting("OGL-UK-3.0", "Licence of the open data, by its SPDX identifier")
    licence_name: str = _setting("Open Government Licence v3.0", "Name of that licence")
    licence_url: str = _setting(
        "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
        "Where that licence can be read",
    )
    invented: bool = _setting(False, "True where the words are invented (a demonstration)")

    def __post_init__(self) -> None:
        if self.count_threshold < 5:  # noqa: PLR2004 - the floor of practice: never under five
            raise SettingError("YOUWESAID_COUNT_THRESHOLD is under 5: set it to 5 or more.")
        if self.nation not in NATIONS:
            raise SettingError(f"YOUWESAID_NATION is none of {', '.join(NATIONS)}: choose one.")
        if not self.languages:
            raise SettingError("YOUWESAID_LANGUAGES is empty: name at least one, such as en.")
        for site in self.embed_sites:
            if not _SITE.fullmatch(site):
                raise SettingError(
                    f"YOUWESAID_EMBED_SITES has {site!r}: write https:// and a host name, no path."
                )

    @property
    def database_url(self) -> str:
        """The address in force, the embedded default filled in."""
        return self.database or f"sqlite+pysqlite:///{self.data.resolve() / 'youwesaid.sqlite3'}"

    @property
    def keys(self) -> Path:
        """The folder of the key files."""
        return self.data / "keys"

    @classmethod
    def load(cls, *, data: Path | None = None, environ: Mapping[str, str] | None = None) -> Self:
        """Settings of one data folder; the environment wins over the file.

        Raises SettingError for a value of the wrong kind or a name that does not exist.
        """
        environ = os.environ if environ is None else environ
        folder = data or Path(environ.get(f"{PREFIX}DATA", "instance"))
        written = _read_file(folder / FILE_NAME)
        known = {f"{PREFIX}{f.name.upper()}": f for f in fields(cls)}
        for name in written:
            if name not in known:
                raise SettingError(f"{folder / FILE_NAME} sets {name}, which does not exist.")
        values: dict[str, Any] = {}
        for name, wanted in known.items():
            given = environ.get(name, written.get(name))
            if given is not None and wanted.name != "data":
                values[wanted.name] = _typed(name, given, wanted.default)
        return cls(data=folder, **values)


def _typed(name: str, given: str, default: object) -> Any:
    if isinstance(default, bool):
        if given.lower() not in {"true", "false", "1", "0", "yes", "no"}:
            raise SettingError(f"{name} is {given!r}: write true or false.")
        return given.lower() in {"true", "1", "yes"}
    if isinstance(default, int):
        if not given.isdecimal():
            raise SettingError(f"{name} is {given!r}: write a whole number.")
        return int(given)
    if isinstance(default, tuple):
        return tuple(word.strip() for word in given.split(",") if word.strip())
    return given


def _read_file(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    pairs: dict[str, str] = {}
    for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        name, sign, value = line.partition("=")
        if not sign:
            raise SettingError(f"{path} line {number} is not NAME=value.")
        pairs[name.strip()] = value.strip().strip('"')
    return pairs


def write_file(path: Path, values: Mapping[str, str]) -> None:
    """Write a settings file that only its owner can read."""
    body = "".join(f'{name}="{value}"\n' for name, value in values.items())
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"# Settings of YouWeSaid: see `youwesaid settings`.\n{body}", encoding="utf-8")
    path.chmod(0o600)


def described() -> list[tuple[str, str, str, bool]]:
    """Name, default, what it is for, and whether it is secret, of every setting."""
    rows = []
    for wanted in fields(Settings):
        default = "" if wanted.default is MISSING else wanted.default
        shown = ",".join(default) if isinstance(default, tuple) else str(default)
        about, secret = wanted.metadata["about"], wanted.metadata["secret"]
        rows.append((f"{PREFIX}{wanted.name.upper()}", shown, about, secret))
    return rows
