"""A lock is held by one process and let go when it dies."""

import subprocess
import sys
from pathlib import Path

import pytest

from app.locks import exclusive, is_held
from domain.errors import AlreadyRunning

HOLDER = """
import sys, time
from pathlib import Path
from app.locks import exclusive
with exclusive(Path(sys.argv[1]), busy="x"):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_second_holder_is_refused_and_a_killed_one_lets_go(tmp_path: Path) -> None:
    file = tmp_path / "lock"
    assert not is_held(file)
    holder = subprocess.Popen([sys.executable, "-c", HOLDER, str(file)], stdout=subprocess.PIPE, text=True)
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        assert is_held(file)
        with (
            pytest.raises(AlreadyRunning, match="a server already runs"),
            exclusive(file, busy="a server already runs"),
        ):
            pass
    finally:
        holder.kill()
        holder.communicate()
    assert not is_held(file)
