"""A folder that changes at random, and which documents must keep their ids whatever happens to it."""

import random
from dataclasses import dataclass, field
from pathlib import Path

FOLDERS = ("", "actes", "actes/2030", "actes/2031", "site", "interne")
FILES_AT_MOST = 60


@dataclass(slots=True)
class ChangingFolder:
    """Small pages, each content with a word of its own. ``at`` holds the content's number of each path.

    ``holder`` holds, as of the last check, the path that stood for a content and its document's id: kept while nothing
    has happened since by which an id may rightly change hands (other bytes over a path, a path taken again).
    """

    root: Path
    draw: random.Random
    at: dict[str, int] = field(default_factory=dict)
    holder: dict[int, tuple[str, str]] = field(default_factory=dict)
    left: set[str] = field(default_factory=set)
    rewritten: set[int] = field(default_factory=set)
    made: int = 0
    steps: dict[str, int] = field(default_factory=dict)

    def begin(self, files: int) -> None:
        """Files to begin with."""
        for _ in range(files):
            self._add()

    def step(self) -> str:
        """Do one thing, at random; returns its name."""
        choices = ["add"] * 4 if len(self.at) < FILES_AT_MOST else []
        if self.at:
            choices += ["change", "change", "move", "move", "remove", "copy", "rename_folder", "touch"]
        name = self.draw.choice(choices)
        done = bool(getattr(self, f"_{name}")())
        self.steps[name] = self.steps.get(name, 0) + done
        return name

    def checked(self, holders: dict[int, tuple[str, str]]) -> None:
        """Start from what a check has found: (path, document's id) of each content."""
        self.holder, self.left, self.rewritten = dict(holders), set(), set()

    def _add(self) -> bool:
        return self._write(self._free(), self._content())

    def _change(self) -> bool:
        path, content = self._any(), self._content()
        before = self.holder.pop(self.at[path], None)
        if before is not None and before[0] == path and path not in self.left:
            self.holder[content] = before  # other bytes under the same path: the id is the path's
            self.rewritten.add(content)
        return self._write(path, content)

    def _move(self) -> bool:
        path, to = self._any(), self._free()
        (self.root / to).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).rename(self.root / to)
        self.at[to] = self._leave(path)
        self._taken(to)
        return True

    def _remove(self) -> bool:
        path = self._any()
        (self.root / path).unlink()
        self._leave(path)
        return True

    def _copy(self) -> bool:
        path, to = self._any(), self._free()
        (self.root / to).parent.mkdir(parents=True, exist_ok=True)
        (self.root / to).write_bytes((self.root / path).read_bytes())
        self.at[to] = self.at[path]
        self._taken(to)
        return True

    def _touch(self) -> bool:
        (self.root / self._any()).touch()
        return True

    def _rename_folder(self) -> bool:
        folder = self.draw.choice(FOLDERS[1:])
        to = f"{folder}-{self.draw.randrange(10_000)}"
        inside = [path for path in self.at if path.startswith(f"{folder}/")]
        if not inside:
            return False
        (self.root / folder).rename(self.root / to)
        for path in inside:
            moved = to + path[len(folder) :]
            self.at[moved] = self._leave(path)
            self._taken(moved)
        return True

    def _write(self, path: str, content: int) -> bool:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(page(content), "utf-8")
        self._taken(path)
        self.at[path] = content
        return True

    def _leave(self, path: str) -> int:
        """The content that was at a path; one that was written there since the last check was never seen there."""
        content = self.at.pop(path)
        self.left.add(path)
        if content in self.rewritten:
            self.holder.pop(content, None)
        return content

    def _taken(self, path: str) -> None:
        """A path that a file had left is taken by another: the left one's id may stay with the path."""
        if path in self.left:
            self.holder = {content: held for content, held in self.holder.items() if held[0] != path}

    def _content(self) -> int:
        self.made += 1
        return self.made

    def _any(self) -> str:
        return self.draw.choice(sorted(self.at))

    def _free(self) -> str:
        """A path that no file has; now and then one that was left."""
        free = sorted(path for path in self.left if path not in self.at)
        if free and self.draw.random() < 0.3:
            return self.draw.choice(free)
        while True:
            path = f"{self.draw.choice(FOLDERS)}/{self.draw.randrange(10_000):04}.md".lstrip("/")
            if path not in self.at:
                return path


def word(content: int) -> str:
    """The word that only this content holds."""
    return f"zyx{content:05}"


def page(content: int) -> str:
    """A page of two passages' worth."""
    return (
        f"# La page {word(content)}\n\nLe guichet {word(content)} ouvre à 9 h et ferme à 17 h.\n\n"
        f"## Tarif\n\nLe guichet {word(content)} demande {content} € par dossier.\n"
    )
