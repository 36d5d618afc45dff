"""A Word document as a zip archive: one part read within bounds, one part replaced, every other byte kept as it was.

The standard library reads archives, but writes only whole ones; so a replacement is spliced in here: one local record,
the directory's offsets, nothing else. Fields are those of PKWARE's APPNOTE, sections 4.3.7, 4.3.12 and 4.3.16.
"""

from __future__ import annotations

import struct
import zlib
from collections import Counter
from collections.abc import Iterator

from attrs import frozen

from riskreg.errors import UnreadableFile

LARGEST_PART = 50 * 2**20
LARGEST_WHOLE = 200 * 2**20
HIGHEST_RATIO = 200
"""Declared sizes beyond which a document is taken for a trap: of one part that is read, of all parts, and how many
times larger than its packed bytes one of over a MiB may be."""

_SMALL = 2**20
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCAL, _ENTRY, _END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_LOCAL_FORM = struct.Struct("<4s5H3I2H")
_ENTRY_FORM = struct.Struct("<4s6H3I5H2I")
_END_FORM = struct.Struct("<4s4H2IH")
_MANY, _HUGE = 0xFFFF, 0xFFFFFFFF
_STORED, _DEFLATED = 0, 8
_ENCRYPTED, _DESCRIBED_LATER = 0x1, 0x8
_ZIP64 = 0x0001
_AGAIN = "open it in Word, save it as a Word document (.docx), and try again"


@frozen
class Member:
    """One file of the archive, as its directory describes it."""

    name: str
    """Its path in the archive; nothing is ever unpacked to the disk."""
    flags: int
    """Encrypted, described later, and so on."""
    method: int
    """How it is packed."""
    crc: int
    """Of its bytes."""
    packed: int
    """Its size in the archive."""
    size: int
    """Its size as it says."""
    offset: int
    """Where its local record begins."""
    entry: bytes
    """Its entry in the directory, as it stands."""


@frozen
class Package:
    """The archive of a document that looks sound."""

    file: str
    """The document, as messages call it."""
    data: bytes
    """All of it."""
    members: tuple[Member, ...]
    """In the order of the directory."""
    directory: int
    """Where the directory begins."""
    end: int
    """Where the record that ends the archive begins."""

    def has(self, name: str) -> bool:
        """Whether there is a part of that name."""
        return any(m.name == name for m in self.members)

    def read(self, name: str) -> bytes:
        """The bytes of a part. Raises UnreadableFile where they are not what the directory says."""
        member = next(m for m in self.members if m.name == name)
        if member.size > LARGEST_PART:
            raise self.refused(f"{name} has more than {LARGEST_PART // 2**20} MiB", "split the paper, or mend it")
        begin = self._begin(member)
        packed = self.data[begin : begin + member.packed]
        content = self._unpacked(member, packed)
        if len(packed) != member.packed or len(content) != member.size or zlib.crc32(content) != member.crc:
            raise self.refused(f"{name} in it is damaged", "take an earlier copy of the paper, or " + _AGAIN)
        return content

    def first(self, member: Member, count: int) -> bytes:
        """The first bytes of a part, at most so many, whatever else is in it."""
        begin = self._begin(member)
        packed = self.data[begin : begin + member.packed]
        if member.method == _STORED:
            return packed[:count]
        try:
            return zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, count)
        except zlib.error:
            return b""

    def replaced(self, name: str, content: bytes) -> bytes:
        """The archive with another content for one part; the same archive where the content is the same."""
        old = next(m for m in self.members if m.name == name)
        if self.read(name) == content:
            return self.data
        packed = content if old.method == _STORED else _deflated(content)
        record = self._record(old, packed, content)
        stop = min([m.offset for m in self.members if m.offset > old.offset] + [self.directory])
        shift = len(record) - (stop - old.offset)
        entries = b"".join(_moved(m, old, shift, packed, content) for m in self.members)
        directory = self.directory + shift
        end = bytearray(self.data[self.end :])
        struct.pack_into("<I", end, 16, directory)
        kept = self.data[: old.offset] + record + self.data[stop : self.directory]
        between = self.data[self.directory + sum(len(m.entry) for m in self.members) : self.end]
        return b"".join((kept, entries, between, end))

    def refused(self, reason: str, advice: str) -> UnreadableFile:
        """The refusal to use this document."""
        return UnreadableFile(self.file, reason, advice)

    def _begin(self, member: Member) -> int:
        """Where the packed bytes of a member begin: behind its local record's name and extra fields."""
        try:
            fields = _LOCAL_FORM.unpack_from(self.data, member.offset)
        except struct.error:
            fields = (b"",)
        if fields[0] != _LOCAL:
            raise self.refused("the zip archive of the document is damaged", "take an earlier copy of the paper")
        return member.offset + _LOCAL_FORM.size + int(fields[9]) + int(fields[10])

    def _unpacked(self, member: Member, packed: bytes) -> bytes:
        if member.method == _STORED:
            return packed
        try:
            return zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, member.size + 1)
        except zlib.error:
            return b""

    def _record(self, old: Member, packed: bytes, content: bytes) -> bytes:
        """The local record of the part with its new content, its sizes stated at the front."""
        fields = list(_LOCAL_FORM.unpack_from(self.data, old.offset))
        begin = old.offset + _LOCAL_FORM.size
        name = self.data[begin : begin + fields[9]]
        extra = _without_zip64(self.data[begin + fields[9] : begin + fields[9] + fields[10]])
        fields[2] &= ~_DESCRIBED_LATER
        fields[6:9] = zlib.crc32(content), len(packed), len(content)
        fields[10] = len(extra)
        return _LOCAL_FORM.pack(*fields) + name + extra + packed


def opened(file: str, data: bytes) -> Package:
    """The archive of a document, its directory checked. Raises UnreadableFile where it is none, or a trap."""
    if data.startswith(_OLE):
        reason = "it is an old Word document (.doc), or is locked by a password"
        raise UnreadableFile(file, reason, "take off the password, " + _AGAIN)
    if not data.startswith((_LOCAL, _END)):
        raise UnreadableFile(file, "it is no Word document (.docx), whatever its name says", _AGAIN)
    end = data.rfind(_END)
    if end < 0 or len(data) < end + _END_FORM.size:
        raise _damaged(file)
    _, disk, first, here, count, size, directory, comment = _END_FORM.unpack_from(data, end)
    if _MANY in (here, count) or _HUGE in (size, directory):
        raise UnreadableFile(file, "its zip archive is of the kind for huge files (zip64)", _AGAIN)
    sound = end + _END_FORM.size + comment == len(data) and directory + size == end
    if not sound or (disk, first) != (0, 0) or here != count:
        raise _damaged(file)
    members = tuple(_entries(file, data[directory:end]))
    if len(members) != count:
        raise _damaged(file)
    package = Package(file, data, members, directory, end)
    _guard(package)
    return package


def _damaged(file: str) -> UnreadableFile:
    reason = "the zip archive of the document is damaged or cut short"
    return UnreadableFile(file, reason, "take an earlier copy of the paper, or " + _AGAIN)


def _entries(file: str, directory: bytes) -> Iterator[Member]:
    place = 0
    while directory[place : place + 4] == _ENTRY:
        try:
            f = _ENTRY_FORM.unpack_from(directory, place)
        except struct.error:
            raise _damaged(file) from None
        begin = place + _ENTRY_FORM.size
        stop = begin + f[10] + f[11] + f[12]
        name = directory[begin : begin + f[10]].decode("utf-8", errors="backslashreplace")
        yield Member(name, f[3], f[4], f[7], f[8], f[9], f[16], directory[place:stop])
        place = stop


def _guard(package: Package) -> None:
    """Raises UnreadableFile where the directory is contradictory, or what it declares is out of all proportion."""
    members = package.members
    twice = [name for name, n in Counter(m.name.casefold() for m in members).items() if n > 1]
    if twice:
        raise package.refused(f'its zip archive holds "{twice[0]}" more than once', _AGAIN)
    if any(m.flags & _ENCRYPTED for m in members):
        raise package.refused("it is encrypted", "take off the password in Word, save it, and try again")
    if any(m.method not in (_STORED, _DEFLATED) for m in members):
        raise package.refused("it is packed in a way that Word does not use", _AGAIN)
    if any(_HUGE in (m.packed, m.size, m.offset) for m in members):
        raise package.refused("its zip archive is of the kind for huge files (zip64)", _AGAIN)
    if any(m.size > _SMALL and m.size > HIGHEST_RATIO * m.packed for m in members):
        raise package.refused("it unpacks to far more than a document does (a zip bomb?)", "ask who sent it")
    if sum(m.size for m in members) > LARGEST_WHOLE:
        raise package.refused(f"it unpacks to more than {LARGEST_WHOLE // 2**20} MiB", "make its pictures smaller")
    ordered = sorted(members, key=lambda m: m.offset)
    begins = [*(m.offset for m in ordered), package.directory]
    if any(m.offset + _LOCAL_FORM.size + m.packed > stop for m, stop in zip(ordered, begins[1:], strict=True)):
        raise _damaged(package.file)


def _deflated(content: bytes) -> bytes:
    packer = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(content) + packer.flush()


def _moved(member: Member, old: Member, shift: int, packed: bytes, content: bytes) -> bytes:
    """A member's entry of the directory with its new offset; that of the replaced part with its new sizes."""
    entry = bytearray(member.entry)
    if member.offset > old.offset:
        struct.pack_into("<I", entry, 42, member.offset + shift)
    if member is old:
        struct.pack_into("<H", entry, 8, member.flags & ~_DESCRIBED_LATER)
        struct.pack_into("<3I", entry, 16, zlib.crc32(content), len(packed), len(content))
    return bytes(entry)


def _without_zip64(extra: bytes) -> bytes:
    """The extra fields of a local record without the one that repeats its sizes in 64 bits."""
    kept, place = b"", 0
    while place + 4 <= len(extra):
        kind, size = struct.unpack_from("<2H", extra, place)
        if kind != _ZIP64:
            kept += extra[place : place + 4 + size]
        place += 4 + size
    return kept + extra[place:]
