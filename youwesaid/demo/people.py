"""The invented staff of the worked example, and how to sign in as each of them."""

import json
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

import pyotp

from feedback.accounts import services as accounts
from feedback.accounts.models import Staff
from feedback.accounts.roles import Role

FILE_NAME = "demo-sign-ins.json"
_WORDS = (
    "amber",
    "birch",
    "cedar",
    "delta",
    "ember",
    "fjord",
    "grove",
    "heron",
    "islet",
    "juniper",
)

PEOPLE = {
    "lead": ("Ailsa Muir (engagement lead)", (Role.LEAD, Role.CODER)),
    "coder": ("Kwame Boateng (second coder)", (Role.CODER,)),
    "editor": ("Rhona Kerr (editor)", (Role.EDITOR,)),
    "publisher": ("Jo Paterson (publisher)", (Role.PUBLISHER, Role.EDITOR)),
    "second-lead": ("Mairi Bell (second reader)", (Role.LEAD,)),
    "viewer": ("Councillor Reid (viewer)", (Role.VIEWER,)),
    "admin": ("Sam Irving (administrator)", (Role.ADMINISTRATOR,)),
}


@dataclass(frozen=True, slots=True)
class SignIn:
    """One invented account with its secrets: for a demonstration only."""

    who: str
    name: str
    roles: list[str]
    email: str
    password: str
    totp_secret: str

    def present_code(self) -> str:
        """The authenticator's code at this moment (RFC 6238, 30 seconds)."""
        return pyotp.TOTP(self.totp_secret).now()


def make_people() -> tuple[dict[str, Staff], list[SignIn]]:
    """One account for each kind of work."""
    members, sign_ins = {}, []
    for who, (name, roles) in PEOPLE.items():
        sign_in = SignIn(
            who=who,
            name=name,
            roles=[role.value for role in roles],
            email=f"{who}@example.org",
            password=_password(),
            totp_secret=pyotp.random_base32(),
        )
        members[who], _ = accounts.add_staff(
            email=sign_in.email,
            name=name,
            roles=roles,
            password=sign_in.password,
            totp_secret=sign_in.totp_secret,
        )
        sign_ins.append(sign_in)
    return members, sign_ins


def keep(folder: Path, sign_ins: list[SignIn]) -> None:
    """Remember the sign-ins between runs, readable by their owner only."""
    path = folder / FILE_NAME
    path.touch(mode=0o600)
    path.write_text(json.dumps([asdict(each) for each in sign_ins], indent=2), encoding="utf-8")


def kept(folder: Path) -> list[SignIn]:
    """The sign-ins of an earlier run; none for a folder that is not a demonstration."""
    path = folder / FILE_NAME
    if not path.is_file():
        return []
    return [SignIn(**each) for each in json.loads(path.read_text(encoding="utf-8"))]


def _password() -> str:
    words = [secrets.choice(_WORDS) for _ in range(4)]
    return "-".join(words) + f"-{secrets.randbelow(9000) + 1000}"
