"""Sealing: words and contact details that a stolen database does not give away.

Each record is encrypted under a random key of its own (AES-256-GCM), bound to its table, row and
field; that key is sealed to a public key (libsodium sealed box, X25519). Whoever holds only the
public half can write and never read back.
"""

import hashlib
import hmac
import json
import os
import secrets
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

_VERSION = b"\x01"
_KEY = 32
_NONCE = 12
_WRAPPED = _KEY + 48  # libsodium's sealed box adds 48 bytes
_PAD = 256  # lengths are rounded up, so that size tells little about what was written


class Purpose(StrEnum):
    """Which key pair: what people wrote, or how to reach them."""

    WORDS = "words"
    CONTACT = "contact"


class CannotOpen(Exception):
    """The sealed bytes are damaged, belong to another row or field, or need another key."""


class KeyMissing(Exception):
    """This process does not hold the key that it was asked to use."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sealed value lives; bytes moved to another place do not open."""

    table: str
    row: UUID
    field: str

    def bound(self) -> bytes:
        """The associated data of AES-GCM."""
        return _VERSION + f"{self.table}/{self.row.hex}/{self.field}".encode()


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Keyring:
    """The keys that this process holds; the public side holds no private one and no index key."""

    public: dict[Purpose, bytes]
    private: dict[Purpose, bytes]
    receipt: bytes
    index: bytes | None = None
    session: bytes | None = None

    def seal(self, text: str, *, purpose: Purpose, place: Place) -> bytes:
        """Encrypt *text* so that only the holder of the private key can read it, there."""
        return self.seal_bytes(text.encode(), purpose=purpose, place=place)

    def seal_bytes(self, content: bytes, *, purpose: Purpose, place: Place) -> bytes:
        """Encrypt *content* so that only the holder of the private key can open it, there."""
        key, nonce = secrets.token_bytes(_KEY), secrets.token_bytes(_NONCE)
        wrapped = SealedBox(PublicKey(self.public[purpose])).encrypt(key)
        body = AESGCM(key).encrypt(nonce, _padded(content), place.bound())
        return _VERSION + wrapped + nonce + body

    def open(self, sealed: bytes, *, purpose: Purpose, place: Place) -> str:
        """The text that was sealed at *place*.

        Raises KeyMissing without the private key, CannotOpen when the bytes are not what was
        sealed there.
        """
        return self.open_bytes(sealed, purpose=purpose, place=place).decode()

    def open_bytes(self, sealed: bytes, *, purpose: Purpose, place: Place) -> bytes:
        """The bytes that were sealed at *place*; raises as ``open`` does."""
        private = self.private.get(purpose)
        if private is None:
            raise KeyMissing(f"this process does not hold the private key for {purpose}")
        if sealed[:1] != _VERSION or len(sealed) < 1 + _WRAPPED + _NONCE:
            raise CannotOpen("not sealed by a version that this software knows")
        wrapped, rest = sealed[1 : 1 + _WRAPPED], sealed[1 + _WRAPPED :]
        try:
            key = SealedBox(PrivateKey(private)).decrypt(wrapped)
            padded = AESGCM(key).decrypt(rest[:_NONCE], rest[_NONCE:], place.bound())
        except (CryptoError, InvalidTag, ValueError) as problem:
            raise CannotOpen("the sealed words do not open here") from problem
        return _unpadded(padded)

    def seal_json(self, value: Any, *, purpose: Purpose, place: Place) -> bytes:
        """Seal a JSON value."""
        return self.seal(json.dumps(value, ensure_ascii=False), purpose=purpose, place=place)

    def open_json(self, sealed: bytes, *, purpose: Purpose, place: Place) -> Any:
        """The JSON value that was sealed at *place*; raises as ``open`` does."""
        return json.loads(self.open(sealed, purpose=purpose, place=place))

    def receipt_mac(self, label: str, *parts: bytes) -> bytes:
        """32 bytes that only this partnership's processes can compute (HMAC-SHA-256)."""
        return _mac(self.receipt, label, *parts)

    def index_token(self, stem: str) -> str:
        """The blind form of one stemmed word, 32 hexadecimal digits; raises KeyMissing."""
        if self.index is None:
            raise KeyMissing("this process does not hold the search key")
        return _mac(self.index, "word", stem.encode()).hex()[:32]


def seal_with(key: bytes, text: str, *, bound: bytes) -> bytes:
    """Encrypt *text* under *key* (32 bytes) that whoever reads it must bring; *bound* to a row."""
    nonce = secrets.token_bytes(_NONCE)
    return _VERSION + nonce + AESGCM(key).encrypt(nonce, _padded(text.encode()), _VERSION + bound)


def open_with(key: bytes, sealed: bytes, *, bound: bytes) -> str:
    """The text that was sealed under *key* with the same *bound*. Raises CannotOpen."""
    nonce, body = sealed[1 : 1 + _NONCE], sealed[1 + _NONCE :]
    try:
        padded = AESGCM(key).decrypt(nonce, body, _VERSION + bound)
    except (InvalidTag, ValueError) as problem:
        raise CannotOpen("the sealed words do not open with this key") from problem
    return _unpadded(padded).decode()


def _mac(key: bytes, label: str, *parts: bytes) -> bytes:
    joined = b"\x00".join([label.encode(), *[hashlib.sha256(part).digest() for part in parts]])
    return hmac.new(key, joined, hashlib.sha256).digest()


def _padded(plain: bytes) -> bytes:
    size = len(plain) + 4
    return len(plain).to_bytes(4) + plain + bytes(-size % _PAD)


def _unpadded(padded: bytes) -> bytes:
    return padded[4 : 4 + int.from_bytes(padded[:4])]


_FILES_PUBLIC = {Purpose.WORDS: "words.public", Purpose.CONTACT: "contact.public"}
_FILES_PRIVATE = {Purpose.WORDS: "words.private", Purpose.CONTACT: "contact.private"}


def create_keys(folder: Path) -> None:
    """Make both key pairs and the three shared keys, readable by their owner only.

    Raises FileExistsError rather than overwrite a key: words sealed to it would be lost.
    """
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    for purpose in Purpose:
        pair = PrivateKey.generate()
        _write(folder / _FILES_PRIVATE[purpose], bytes(pair))
        _write(folder / _FILES_PUBLIC[purpose], bytes(pair.public_key))
    for name in ("receipt.key", "index.key", "session.key"):
        _write(folder / name, secrets.token_bytes(_KEY))


def load_keys(folder: Path, *, private: bool) -> Keyring:
    """The keyring of one process; *private* is False on the public side.

    Raises KeyMissing with one sentence naming the file.
    """
    return Keyring(
        public={p: _read(folder / name) for p, name in _FILES_PUBLIC.items()},
        private={p: _read(folder / name) for p, name in _FILES_PRIVATE.items()} if private else {},
        receipt=_read(folder / "receipt.key"),
        index=_read(folder / "index.key") if private else None,
        session=_read(folder / "session.key") if private else None,
    )


def key_files(*, private: bool) -> tuple[str, ...]:
    """The names of the files that a process of that kind reads."""
    shared = (*_FILES_PUBLIC.values(), "receipt.key")
    return (*shared, *_FILES_PRIVATE.values(), "index.key", "session.key") if private else shared


def _write(path: Path, key: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(key.hex() + "\n")
        file.flush()
        os.fsync(file.fileno())


def _read(path: Path) -> bytes:
    try:
        key = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except FileNotFoundError:
        raise KeyMissing(f"{path} is missing: restore it from your key backup.") from None
    except ValueError:
        raise KeyMissing(f"{path} is not a key: restore it from your key backup.") from None
    if len(key) != _KEY:
        raise KeyMissing(f"{path} is not a 32-byte key: restore it from your key backup.")
    return key
