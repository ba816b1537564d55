"""Small recordings and pictures in every container, with a canary in each place for remarks."""

import io
import struct
import wave

from PIL import Image

CANARY = b"CANARY-55.0701-3.6053"


def photo(kind: str = "JPEG", size: tuple[int, int] = (60, 30)) -> bytes:
    """A picture, red on its left half, that lies on its side and says where it was taken."""
    image = Image.new("RGB", size, "white")
    image.paste("red", (0, 0, size[0] // 2, size[1]))
    exif = Image.Exif()
    exif[0x0112] = 6  # turn it by a quarter to the right
    exif[0x010E] = CANARY.decode()
    exif.get_ifd(0x8825)[29] = CANARY.decode()
    made = io.BytesIO()
    more = {"comment": CANARY} if kind == "JPEG" else {}
    image.save(made, kind, exif=exif, icc_profile=b"icc " + CANARY, **more)
    return made.getvalue()


def wav(seconds: float = 1.0) -> bytes:
    """Silence, with a list of remarks after it."""
    made = io.BytesIO()
    with wave.open(made, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(1000)
        sound.writeframes(bytes(int(seconds * 1000)))
    remarks = b"INFOIART" + len(CANARY).to_bytes(4, "little") + CANARY + b"\0"
    return made.getvalue() + b"LIST" + len(remarks).to_bytes(4, "little") + remarks


def mp3(seconds: float = 1.0) -> bytes:
    """Silent frames of 26 ms behind an ID3 tag."""
    remark = b"\x03" + CANARY
    frame = b"TIT2" + len(remark).to_bytes(4) + b"\0\0" + remark
    size = len(frame)
    tag = b"ID3\x04\0\0" + bytes([0, 0, size >> 7, size & 127]) + frame
    silent = b"\xff\xfb\x90\x64" + bytes(413)
    return tag + silent * max(1, round(seconds * 1000 / 26.12))


def box(kind: bytes, *parts: bytes) -> bytes:
    """One box of MP4."""
    body = b"".join(parts)
    return struct.pack(">I", 8 + len(body)) + kind + body


def mp4(seconds: int = 1, *, handler: bytes = b"soun", codec: bytes = b"mp4a") -> bytes:
    """A recording as a telephone makes it: with the place and the second in it."""
    made_at = struct.pack(">II", 3_900_000_001, 3_900_000_001)
    head = bytes(4) + made_at + struct.pack(">II", 1000, seconds * 1000) + bytes(8)
    mdia = box(
        b"mdia",
        box(b"mdhd", head),
        box(b"hdlr", bytes(8), handler, bytes(13)),
        box(b"minf", box(b"stbl", box(b"stsd", bytes(7), b"\1", box(codec, bytes(28))))),
    )
    place = box(b"udta", box(b"\xa9xyz", CANARY))
    moov = box(b"moov", box(b"mvhd", head, bytes(80)), box(b"trak", mdia, place), place)
    return box(b"ftyp", b"M4A \0\0\0\0") + box(b"free", CANARY) + moov + box(b"mdat", bytes(64))


def element(name: int, *parts: bytes, is_open: bool = False) -> bytes:
    """One element of EBML."""
    body = b"".join(parts)
    size = b"\x01" + b"\xff" * 7 if is_open else (len(body) | 1 << 28).to_bytes(4)
    return name.to_bytes((name.bit_length() + 7) // 8) + size + body


def webm(seconds: int = 1, *, track: int = 2, codec: bytes = b"A_OPUS") -> bytes:
    """A recording as a browser streams it: nothing knows its own size."""
    head = element(0x1A45DFA3, element(0x4282, b"webm"))
    info = element(
        0x1549A966,
        element(0x2AD7B1, (1_000_000).to_bytes(3)),
        element(0x7BA9, CANARY),
        element(0x4D80, CANARY),
    )
    entry = element(
        0xAE, element(0x83, bytes([track])), element(0x86, codec), element(0x536E, CANARY)
    )
    clusters = b"".join(
        element(
            0x1F43B675,
            element(0xE7, (second * 1000).to_bytes(4)),
            element(0xA3, b"\x81", (999).to_bytes(2), b"\x80", bytes(20)),
            is_open=True,
        )
        for second in range(seconds)
    )
    tags = element(0x1254C367, element(0x7373, CANARY))
    segment = element(0x18538067, info, element(0x1654AE6B, entry), clusters, tags, is_open=True)
    return head + segment


def ogg(seconds: int = 1) -> bytes:
    """Opus in two pages of head and one of sound, with a remark."""
    head = b"OpusHead\x01\x01" + struct.pack("<HIhB", 0, 48000, 0, 0)
    remark = b"TITLE=" + CANARY
    tags = b"OpusTags" + struct.pack("<I", 1) + b"x" + struct.pack("<II", 1, len(remark)) + remark
    return _page(head, 0, 0, 2) + _page(tags, 1, 0, 0) + _page(bytes(20), 2, seconds * 48000, 4)


def _page(packet: bytes, number: int, granule: int, kind: int) -> bytes:
    from mutagen.ogg import OggPage  # the checksum is its own

    page = OggPage()
    page.packets, page.sequence, page.position, page.serial = [packet], number, granule, 1
    page.first, page.last = kind == 2, kind == 4
    return page.write()
