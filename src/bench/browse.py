"""From a key to its rows: orgs browse at a terminal, typed at like a person."""
import fcntl
import os
import pty
import random
import re
import select
import signal
import struct
import termios
import time

import data
from lab import ORGS

KEYS = 200
COLUMNS, ROWS = 80, 24
LONGEST_SECONDS = 60

# Between two letters, and before the next word.
BETWEEN, PAUSE = (0.08, 0.25), 0.6

WORDS = ["smith", "anderson", "Ma", "王", "son", "wilson", "Nguyen", "lop", "иванов", "zzyzx", "maria g", "berg",
         "kowalski", "élo", "bin", "garcia", "han", "qu", "d'ang", "thompson", "xi", "佐藤", "al", "martinez"]

CTRL_U = "\x15"
SEQUENCE = re.compile(r"\x1b\[([?0-9;]*)([A-Za-z])")


def measure(lab, size, runs):
    database = data.loaded(lab, size)
    argv, env = lab.argv(ORGS, ["browse", data.TARGET], database)
    # Once for the caches of the server.
    for warm in [True] + [False] * max(1, runs // 3):
        with Session(argv, {**os.environ, **env, "TERM": "xterm", "NO_COLOR": "1"}) as session:
            session.await_rows("", time.monotonic())
            for text, seconds, superseded in session.type_words():
                if not warm:
                    lab.record("browse", "a key", ORGS, size=size, typed=text, seconds=seconds, superseded=superseded)


class Session:
    """A program at a terminal of its own, and what its screen shows."""

    def __init__(self, argv, env):
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
            os.execvpe(argv[0], argv, env)
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        self.lines = [""] * ROWS
        self.rest = b""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        os.kill(self.pid, signal.SIGTERM)
        deadline = time.monotonic() + LONGEST_SECONDS
        while os.waitpid(self.pid, os.WNOHANG) == (0, 0) and time.monotonic() < deadline:
            self._read(0.05)
        os.close(self.terminal)

    def type_words(self):
        """Types until there were enough keys: the text so far, the seconds until its rows, or None where the next key
        came before them."""
        rng = random.Random(7)
        typed = 0
        while typed < KEYS:
            for word in rng.sample(WORDS, len(WORDS)):
                text = ""
                # A space in the list would mark a row.
                self._write("/" if " " in word else "")
                for letter in word[:KEYS - typed]:
                    text += letter
                    gap = rng.uniform(*BETWEEN)
                    began = time.monotonic()
                    self._write(letter)
                    seconds = self.await_rows(text, began, began + gap)
                    yield text, seconds, seconds is None
                    time.sleep(max(0, began + gap - time.monotonic()))
                    typed += 1
                time.sleep(PAUSE)
                self._write("\r" if " " in word else "")
                self._write(CTRL_U)
                self.await_rows("", time.monotonic())
                time.sleep(PAUSE)

    def await_rows(self, text, began, until=None):
        """Waits for the rows of this text: how many seconds they took, or None where it got too late for them."""
        while True:
            # The last thing to be drawn of a screen is the cursor's place or its line of keys.
            if self._shows(text):
                return time.monotonic() - began
            left = (until or began + LONGEST_SECONDS) - time.monotonic()
            if left <= 0:
                if until is None:
                    raise SystemExit(f"no rows of {text!r}: {self.lines}")
                return None
            self._read(left)

    def _shows(self, text):
        title, filter_line = self.lines[:2]
        return "target" in title and "searching" not in title and filter_line.strip() == f"/ {text}".strip()

    def _write(self, text):
        os.write(self.terminal, text.encode())

    def _read(self, seconds):
        if not select.select([self.terminal], [], [], seconds)[0]:
            return
        try:
            shown = self.rest + os.read(self.terminal, 1 << 16)
        except OSError:
            return
        text = shown.decode("utf-8", "ignore")
        self.rest = shown[len(text.encode()):] if shown.startswith(text.encode()) else b""
        row, position = None, 0
        for match in SEQUENCE.finditer(text):
            self._put(row, text[position:match.start()])
            position = match.end()
            parameters, kind = match.groups()
            if kind == "H":
                row = int(parameters.split(";")[0]) - 1
            elif kind == "K" and row is not None:
                self.lines[row] = ""
        self._put(row, text[position:])

    def _put(self, row, text):
        if row is not None and row < ROWS:
            self.lines[row] += text
