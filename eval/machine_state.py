"""What a figure was measured on: the machine, how busy it was, and the memory of this process."""

import math
import os
import resource
from pathlib import Path

from eval.figures_page import machine

_KILOBYTE = 1_024


def machine_line() -> str:
    """« 2 cores, 24 GiB, …; load average 1.2 1.5 1.1 »: where it is above the number of cores, times say little."""
    try:
        load = " ".join(f"{value:.1f}" for value in os.getloadavg())
    except OSError:
        load = "unknown"
    return f"{machine()}; load average {load}"


def resident_megabytes() -> float:
    """Resident memory of this process now, in megabytes; 0 where the system does not tell."""
    return _status_megabytes("VmRSS")


def anonymous_megabytes() -> float:
    """The part of resident memory that no file backs: the system cannot take it back. In megabytes; 0 when not told."""
    return _status_megabytes("RssAnon")


def peak_megabytes() -> float:
    """The most that was ever resident of this process, in megabytes; 0 where the system does not tell.

    ``getrusage`` would count what the parent held when it started this process.
    """
    return _status_megabytes("VmHWM")


def children_peak_megabytes() -> float:
    """The most that was resident of one ended child of this process, in megabytes (Linux counts in kilobytes)."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * _KILOBYTE / 1e6


def available_megabytes() -> float:
    """Memory that a new process could take, in megabytes; infinite where the system does not tell."""
    try:
        lines = Path("/proc/meminfo").read_text("ascii").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("MemAvailable:")) * _KILOBYTE / 1e6
    except (OSError, StopIteration, ValueError, IndexError):
        return math.inf


def _status_megabytes(field: str) -> float:
    try:
        lines = Path("/proc/self/status").read_text("ascii", errors="replace").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith(f"{field}:")) * _KILOBYTE / 1e6
    except (OSError, StopIteration, ValueError, IndexError):
        return 0.0
