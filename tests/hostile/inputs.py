"""Two hundred inputs that no reader asked for, the same on every run."""

import gzip
import json
import os
import random
import struct
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

WORDS = (
    "The envoy of Norland said that the harbour was closed and that nobody had told her the reason for it. "
    "Her hosts in Sudria denied this and said that the talks had been about fish and about nothing else. "
)
PAGE = "<!doctype html><html><head><title>{title}</title></head><body>{body}</body></html>"
Maker = Callable[[random.Random, int], tuple[bytes, bytes]]  # to the name of a file and what it holds


def write_all(folder: Path) -> int:
    """Write them into ``folder`` and return how many there are: 200, the special files included."""
    chance = random.Random(20170708)
    number = 0
    for number, (name, data) in enumerate(_files(chance)):
        path = os.fsencode(folder) + b"/%03d-" % number + name
        with open(path, "wb") as stream:  # noqa: PTH123 (the names are bytes)
            stream.write(data)
    return number + 1 + _special(folder)


def _files(chance: random.Random) -> Iterator[tuple[bytes, bytes]]:
    yield from _fixed()
    fixed = sum(1 for _ in _fixed())
    makers: list[Maker] = [
        _random_bytes,
        _cut_utf8,
        _control_characters,
        _any_characters,
        _broken_page,
        _deep_page,
        _broken_lines,
        _wrong_types,
        _cut_gzip,
        _odd_name,
        _times_everywhere,
        _long_words,
    ]
    for number in range(200 - fixed - _SPECIAL):
        yield makers[number % len(makers)](chance, number)


def _fixed() -> Iterator[tuple[bytes, bytes]]:
    yield b"line-of-50-megabytes.txt", b"a" * 50_000_000
    yield b"line-of-19-megabytes.txt", WORDS.encode() * 94_000
    yield b"word-of-a-megabyte.txt", WORDS.encode() + b"A" * 1_000_000 + b"."
    yield b"dashes.txt", b"-" * 1_000_000
    yield b"stars.md", b"*" * 400_000 + b" x"
    yield b"dots.txt", b"." * 400_000 + b"x"
    yield b"quotes.txt", "“".encode() * 200_000
    yield b"brackets.txt", b"(@a)" + b"!" * 400_000 + b"x"
    yield b"short-lines.txt", b"a\n" * 49_000
    yield b"same-lines.txt", WORDS.encode().replace(b". ", b".\n\n") * 2000
    yield b"alike-lines.txt", b"".join(b"The envoy of Norland said that %d\n\n" % n for n in range(3900))
    yield b"empty.txt", b""
    yield b"blank.txt", b" \r\n\t\n" * 1000
    yield b"mark-only.txt", b"\xef\xbb\xbf"
    yield b"invisible.txt", "\u200b\u2060\ufeff\u00ad\n".encode() * 100
    yield b"nul.txt", WORDS.encode() + b"\0" + WORDS.encode()
    yield b"utf16.txt", WORDS.encode("utf-16")
    yield b"utf16-cut.txt", WORDS.encode("utf-16")[:-1]
    yield b"utf32.txt", WORDS.encode("utf-32")
    yield b"bidi.txt", ("\u202e" + WORDS + "\u202c\u2066\u2067").encode()
    yield b"zalgo.txt", (WORDS.replace("a", "a" + "\u0301\u0316" * 40)).encode()
    yield b"carriage.txt", WORDS.encode().replace(b". ", b".\r")
    yield b"header-only.txt", b"TITLE: A\nDATE: 2021-01-01\n\n"
    yield b"header-endless.txt", b"TITLE: A\n" * 5000
    yield b"bomb.txt.gz", gzip.compress(b"0" * 200_000_000, 1)
    yield b"bomb.html.gz", gzip.compress(b"<div>" * 20_000_000, 1)
    yield b"bomb-in-members.txt.gz", gzip.compress(b"0" * 1_000_000) * 60
    yield b"nested.txt.gz", gzip.compress(gzip.compress(WORDS.encode()))
    yield b"lying-size.txt.gz", _lying_gzip()
    yield b"deep.html", PAGE.format(title="x", body="<div>" * 100_000 + WORDS + "</div>" * 100_000).encode()
    yield b"deep-table.html", PAGE.format(title="x", body="<table><tr><td>" * 20_000 + WORDS).encode()
    yield b"deep-lists.html", PAGE.format(title="x", body="<ul><li>" * 50_000 + WORDS).encode()
    yield b"many-attributes.html", ("<div " + "a='b' " * 100_000 + f"><p>{WORDS}</p></div>").encode()
    yield (
        b"script-in-title.html",
        PAGE.format(title="<script>alert(1)</script>", body=f"<p>{WORDS}</p>" * 3).encode(),
    )
    yield (
        b"img-in-title.html",
        PAGE.format(title='"><img src=x onerror=alert(1)>', body=f"<p>{WORDS}</p>").encode(),
    )
    yield (
        b"only-script.html",
        PAGE.format(title="", body="<script>" + "x<y;" * 100_000 + "</script>").encode(),
    )
    yield b"opening-only.html", b"<" * 500_000
    yield b"comments.html", b"<!--" * 200_000
    yield (
        b"entities.html",
        PAGE.format(title="&#0;&#xD800;&#x110000;", body="&#0;&#xD800;" * 1000 + WORDS).encode(),
    )
    yield (
        b"doctype-bomb.xhtml",
        b'<!DOCTYPE x [<!ENTITY a "a"><!ENTITY b "&a;&a;&a;">]><html><body>&b;</body></html>',
    )
    yield b"cdata.html", PAGE.format(title="x", body="<![CDATA[" * 10_000 + WORDS).encode()
    yield b"array-100k-deep.json", b"[" * 100_000
    yield b"object-100k-deep.jsonl", b'{"text":' * 100_000
    yield (
        b"surrogates.jsonl",
        b'{"text": "' + WORDS.encode() + b'\\ud800 and \\udfff", "title": "\\ud800<b>"}',
    )
    yield b"huge-line.jsonl", json.dumps({"text": WORDS * 40_000}).encode()
    yield b"huge-number.json", b'{"text": ' + b"9" * 100_000 + b"}"
    yield b"nan.json", b"NaN"
    yield b"nul-inside.jsonl", json.dumps({"text": WORDS + "\0" + WORDS}).encode()
    yield b"script.jsonl", json.dumps({"text": WORDS, "title": "</script><script>alert(1)</script>"}).encode()
    yield b"bad-dates.jsonl", json.dumps({"text": WORDS, "published": "9999-99-99T99:99"}).encode()


def _lying_gzip() -> bytes:
    """A gzip file whose trailer says that it is four gigabytes long."""
    data = gzip.compress(WORDS.encode())
    return data[:-4] + struct.pack("<I", 2**32 - 1)


def _random_bytes(chance: random.Random, number: int) -> tuple[bytes, bytes]:
    suffix = (b".txt", b".html", b".jsonl", b".md", b".txt.gz", b".json")[number % 6]
    return b"random" + suffix, chance.randbytes(chance.randrange(1, 50_000))


def _cut_utf8(chance: random.Random, number: int) -> tuple[bytes, bytes]:
    data = (WORDS.replace("a", "ä").replace(" ", "—") * 20).encode()
    return b"cut.txt", data[: chance.randrange(100, len(data))]


def _control_characters(chance: random.Random, number: int) -> tuple[bytes, bytes]:
    return b"controls.txt", bytes(chance.choice(b"abc \n\r\x0b\x0c\x1b\x1c\x85\x07") for _ in range(5000))


def _any_characters(chance: random.Random, number: int) -> tuple[bytes, bytes]:
    codes = (
        chance.choice((chance.randrange(32, 0x3000), chance.randrange(0x10000, 0x10FFFF)))
        for _ in range(3000)
    )
    return b"anything.txt", "".join(map(chr, codes)).encode("utf-8", "replace")


def _broken_page(chance: random.Random, number: int) -> tuple[bytes, bytes]:
    tags = (
        "<p>",
        "</p>",
        "<div",
        ">",
        "</html>",
        "<table>",
        "<td>",
        "<!--",
        "-->",
        "<b",
        "&#",
        "<script>",
        WORDS,
    )
    return b"broken.html", ("<html>" + "".join(chance.choice(tags) for _ in range(400))).encode()


def _deep_page(chance: random.Random, number: int) -> tuple[bytes, bytes]:
    tag = chance.choice(("div", "span", "blockquote", "font", "a", "li", "svg", "form"))
    times = chance.randrange(150, 5000)
    return b"deep.html", PAGE.format(title="x", body=f"<{tag}>" * times + f"<p>{WORDS}</p>").encode()


def _broken_lines(chance: random.Random, number: int) -> tuple[bytes, bytes]:
    line = json.dumps({"text": WORDS, "title": "A", "published": "2021-01-01"})
    return b"broken.jsonl", "\n".join(line[: chance.randrange(len(line))] for _ in range(10)).encode()


def _wrong_types(chance: random.Random, number: int) -> tuple[bytes, bytes]:
    values: tuple[object, ...] = (None, 7, 1.5, True, [], {}, [WORDS, 3], {"a": WORDS}, "", WORDS)
    keys = ("text", "html", "title", "published", "outlet", "url")
    items = [{key: chance.choice(values) for key in keys} for _ in range(5)]
    return b"types.json", json.dumps(chance.choice((items, items[0], {"articles": items}, values))).encode()


def _cut_gzip(chance: random.Random, number: int) -> tuple[bytes, bytes]:
    data = bytearray(gzip.compress(WORDS.encode() * 50))
    if number % 2:
        data[chance.randrange(10, len(data))] ^= 0xFF
    return b"cut.txt.gz", bytes(data[: chance.randrange(2, len(data) + 1)])


def _odd_name(chance: random.Random, number: int) -> tuple[bytes, bytes]:
    names = (
        b"new\nline",
        "🙂👩‍👩‍👧".encode(),
        b"\xff\xfe",
        b"\x1b[31mred",
        "\u202etxt".encode(),
        b"-rf *",
        b" ",
        b"'\"<b>",
    )
    return names[number % len(names)] + b".txt", (WORDS + str(number)).encode()


def _times_everywhere(chance: random.Random, number: int) -> tuple[bytes, bytes]:
    lines = [
        f"{chance.randrange(30)}:{chance.randrange(70):02}{chance.choice(('', 'PM', ' am', ' GMT', 'x'))}"
        for _ in range(300)
    ]
    return b"times.txt", "\n\n".join(chance.choice((line, WORDS)) for line in lines).encode()


def _long_words(chance: random.Random, number: int) -> tuple[bytes, bytes]:
    letter = chance.choice("aA.-'/:(\"1 é*_#@|")
    return b"long.txt", (WORDS + letter * 100_000 + " " + WORDS).encode()


_SPECIAL = 4


def _special(folder: Path) -> int:
    """A link to itself, a folder that holds itself, a pipe, a file that may not be read."""
    (folder / "x-self.txt").symlink_to(folder / "x-self.txt")
    (folder / "x-folder").mkdir()
    (folder / "x-folder" / "again").symlink_to(folder, target_is_directory=True)
    (folder / "x-folder" / "gone.txt").symlink_to(folder / "nowhere")
    os.mkfifo(folder / "x-pipe.txt")
    locked = folder / "x-locked.txt"
    locked.write_bytes(zlib.compress(b"locked"))
    locked.chmod(0)
    return _SPECIAL
