"""A reading worker that misbehaves when a file says so, and is the real one otherwise."""

import os
import sys
import time

from exceltools.reading import reader, worker


def flood() -> None:
    while True:
        os.write(ANSWERS, b"x" * 65536)


def half() -> None:
    os.write(ANSWERS, (1000).to_bytes(8, "big") + b'{"workbook": ')
    os._exit(0)


def answer(payload: bytes) -> None:
    os.write(ANSWERS, len(payload).to_bytes(8, "big") + payload)
    time.sleep(600)


def spin() -> None:
    while True:
        pass


def interrupt() -> None:
    raise KeyboardInterrupt


def run_out() -> None:
    raise MemoryError


def eat() -> None:
    hoard = []
    while True:
        hoard.append(bytes(2**20))


def chatter() -> None:
    sys.stdout.write("hej " * 100_000)
    sys.stdout.flush()
    os.write(1, b"hej")
    os.write(2, b"hej")


WISHES = {
    "abort": os.abort,
    "exit": lambda: os._exit(0),
    "sleep": lambda: time.sleep(600),
    "spin": spin,
    "flood": flood,
    "half": half,
    "nonsense": lambda: answer(b"[1]\n"),
    "incomplete": lambda: answer(b'{"workbook": {"sheets": []}}'),
    "interrupt": interrupt,
    "leave": lambda: sys.exit(3),
    "memory": run_out,
    "eat": eat,
    "print": chatter,
}


def read(data, *arguments, reserve_only, **options):
    """Do what the end of the file wishes; what it wishes for once is not done for the reserve reader."""
    wish = data.rpartition(b"WISH:")[2].decode() if b"WISH:" in data else ""
    if wish and not (wish.endswith("-once") and reserve_only):
        WISHES[wish.removesuffix("-once")]()
    return REAL(data, *arguments, reserve_only=reserve_only, **options)


REAL = reader.read
ANSWERS = 1  # until the worker takes the pipe for itself
if __name__ == "__main__":
    ANSWERS = os.dup(1)
    reader.read = read
    worker.main()
