"""Damage at random, through the whole merge: no traceback, no hang, no lost neighbour.

    PYTHONPATH=tests python tests/fuzz.py [--runs 3000] [--seed 1] [--keep DIR]

Each mutant is a good file of one of the forms with something cut, flipped, swapped, doubled or inserted. They are
merged in batches among five good returns. Whatever is not as it should be is printed, and its file kept in DIR so that
it can become a case. The tests run a small sample with a fixed seed.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import random
import struct
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from cases_kinds import PASSWORD, letter, locked
from cases_written import HEADERS, ROWS, as_document
from packages import plan, xls, xlsb, zipped
from returns import complete_rows, write_return

from exceltools.catalogue import core_rules
from exceltools.definition import load
from exceltools.engine.registry import load as load_registry
from exceltools.merge import merge
from exceltools.model import Result

GOOD = ("Bromma", "Farsta", "Norrmalm", "Skärholmen", "Östermalm")
BATCH = 60
WILD = (b"", b"-1", b"4294967296", b"A1:XFD1048576", b"\xe5", b"&#x0;", b"<![CDATA[", b"<!--", b"]]>", b"NaN", b"1e999")


def seeds() -> dict[str, bytes]:
    """Give a good file of each form, by its extension."""
    whole = plan("okänd")
    return {
        "xlsx": whole,
        "xls": xls([HEADERS, *ROWS]),
        "xlsb": xlsb([HEADERS, *ROWS]),
        "ods": as_document(),
        "eml": letter(("Plan.xlsx", whole), ("alla.zip", zipped({"A.xlsx": whole}))).as_bytes(),
        "zip": zipped({"A.xlsx": whole, "brev.eml": letter(("B.xlsx", whole)).as_bytes()}),
        "locked": locked(whole, PASSWORD),
    }


def mutant(source: random.Random, forms: dict[str, bytes]) -> tuple[str, bytes]:
    """Damage a file of any form; most often a workbook."""
    form = source.choice(["xlsx"] * 5 + ["ods"] * 2 + list(forms))
    data = forms[form]
    is_package = form in ("xlsx", "xlsb", "ods", "zip") and source.random() < 0.8
    if is_package:
        data = source.choice(PACKAGE_DAMAGE)(source, data)
    if not is_package or source.random() < 0.2:
        data = source.choice(BYTE_DAMAGE)(source, data)
    return ("xlsx" if form == "locked" else form), data


# --- of any bytes


def _cut(source: random.Random, data: bytes) -> bytes:
    return data[: source.randrange(len(data) + 1)]


def _flipped(source: random.Random, data: bytes) -> bytes:
    damaged = bytearray(data)
    for _ in range(source.randrange(1, 9)):
        if damaged:
            damaged[source.randrange(len(damaged))] ^= 1 << source.randrange(8)
    return bytes(damaged)


def _shuffled(source: random.Random, data: bytes) -> bytes:
    first, second = sorted((source.randrange(len(data) + 1), source.randrange(len(data) + 1)))
    return data[second:] + data[first:second] + data[:first]


def _doubled(source: random.Random, data: bytes) -> bytes:
    start = source.randrange(len(data) + 1)
    piece = data[start : start + source.randrange(1, 4096)]
    return data[:start] + piece * source.randrange(2, 20) + data[start:]


def _a_number_changed(source: random.Random, data: bytes) -> bytes:
    """Put an extreme number somewhere, as sizes and offsets are written."""
    at = source.randrange(max(len(data) - 4, 1))
    return data[:at] + struct.pack("<I", source.choice([0, 1, 0x7FFFFFFF, 0xFFFFFFFF, 0xFFFF])) + data[at + 4 :]


# --- of a package


def _parts(data: bytes) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [(info.filename, archive.read(info)) for info in archive.infolist()]


def _packed(entries: Sequence[tuple[str, bytes]]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(zipfile.ZipInfo(name, (2021, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _a_part_gone(source: random.Random, data: bytes) -> bytes:
    entries = _parts(data)
    del entries[source.randrange(len(entries))]
    return _packed(entries)


def _a_part_twice(source: random.Random, data: bytes) -> bytes:
    entries = _parts(data)
    name, content = source.choice(entries)
    entries.append((source.choice([name, name.upper(), name.replace("/", "\\")]), _flipped(source, content)))
    with contextlib.suppress(UserWarning):  # zipfile says so, and writes it
        return _packed(entries)
    return data


def _parts_swapped(source: random.Random, data: bytes) -> bytes:
    entries = _parts(data)
    one, other = source.randrange(len(entries)), source.randrange(len(entries))
    first, second = entries[one], entries[other]
    entries[one], entries[other] = (first[0], second[1]), (second[0], first[1])
    return _packed(entries)


def _a_part_renamed(source: random.Random, data: bytes) -> bytes:
    entries = _parts(data)
    at = source.randrange(len(entries))
    wild = source.choice(["../../x", "/x", "x" * 300, "å\u0300", "con", entries[at][0].swapcase()])
    entries[at] = (wild, entries[at][1])
    return _packed(entries)


def _a_part_damaged(source: random.Random, data: bytes) -> bytes:
    entries = _parts(data)
    at = source.randrange(len(entries))
    name, content = entries[at]
    if content:
        entries[at] = (name, source.choice([*BYTE_DAMAGE, _wild_inserted, _wild_inserted])(source, content))
    return _packed(entries)


def _wild_inserted(source: random.Random, content: bytes) -> bytes:
    """Put something wild where a value, a tag or an attribute stands."""
    for _ in range(source.randrange(1, 4)):
        places = [at for at, byte in enumerate(content) if byte in b'"<>']
        at = source.choice(places) + 1 if places else 0
        content = content[:at] + source.choice(WILD) + content[at + source.randrange(3) :]
    return content


Damage = Callable[[random.Random, bytes], bytes]
BYTE_DAMAGE: tuple[Damage, ...] = (_cut, _flipped, _shuffled, _doubled, _a_number_changed)
PACKAGE_DAMAGE: tuple[Damage, ...] = (
    *(_a_part_damaged,) * 6,
    _a_part_gone,
    _a_part_twice,
    _parts_swapped,
    _a_part_renamed,
)


# --- the check


def good_returns(folder: Path) -> None:
    """Write five good returns that stand among the others."""
    for at, name in enumerate(GOOD):
        rows = [[text.replace("barn", f"barn {at}") for text in row] for row in complete_rows()]
        write_return(folder / f"{at * BATCH // 4:03}a {name}.xlsx", rows)


def run(mutants: Sequence[tuple[str, bytes]], folder: Path) -> tuple[Result, list[str]]:
    """Merge mutants among good returns; give the result and what is not as it should be."""
    folder.mkdir()
    for number, (ends, data) in enumerate(mutants):
        (folder / f"{number:03}.{ends}").write_bytes(data)
    good_returns(folder)
    result = merge([folder], load(), load_registry(), passwords=[PASSWORD])
    return result, list(_wrong(result, folder))


def _wrong(result: Result, folder: Path) -> Iterator[str]:
    known, seen = core_rules(), "".join(source.path for source in result.sources)
    for path in folder.iterdir():
        if path.as_posix() not in seen:
            yield f"{path.name}: nothing is said of it"
    for source in result.sources:
        codes = {issue.code for issue in result.issues if issue.source == source.path}
        if source.status in ("refused", "ignored") and (source.reason not in known or source.reason not in codes):
            yield f"{source.path}: {source.status}, but no reason is said"
        if source.reason == "INT022" and not source.path.endswith((".xls", ".xlsb")):  # only calamine reads those
            yield f"{source.path}: the reader failed in a way that nobody foresaw"
    for name in GOOD:
        plans = [plan for plan in result.plans if plan.unit and plan.unit.name == name]
        if [len(plan.activities) for plan in plans] != [13]:
            yield f"{name}: lost"


def main() -> None:
    """Run many and say what was found."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=Path("fuzz-found"))
    options = parser.parse_args()
    source, forms, found = random.Random(options.seed), seeds(), Counter[str]()  # noqa: S311 - repeatable damage
    for batch in range(-(-options.runs // BATCH)):
        mutants = [mutant(source, forms) for _ in range(BATCH)]
        with tempfile.TemporaryDirectory() as place:
            started = time.monotonic()
            result, wrong = run(mutants, Path(place) / "in")
            found.update(each.reason or each.status for each in result.sources)
            for sentence in wrong:
                print(f"batch {batch}: {sentence}")  # noqa: T201
                _keep(Path(place) / "in", sentence, options.keep, f"{options.seed}-{batch}")
            if time.monotonic() - started > BATCH * 2:
                print(f"batch {batch}: took {time.monotonic() - started:.0f} s")  # noqa: T201
    print(f"{options.runs} mutants, seed {options.seed}: {dict(found.most_common())}")  # noqa: T201


def _keep(folder: Path, sentence: str, keep: Path, name: str) -> None:
    keep.mkdir(parents=True, exist_ok=True)
    for path in folder.iterdir():
        if path.name in sentence:
            (keep / f"{name}-{path.name}").write_bytes(path.read_bytes())


if __name__ == "__main__":
    sys.exit(main())
