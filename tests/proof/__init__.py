"""Long proofs: kills, full disks, hostile files, bad questions, load. ``make proof-short`` and ``make proof``."""
