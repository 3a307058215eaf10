"""Every limit at the intake door, in one place."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 2**20

# DICOM structure (PS3.5 §7.5): real structured reports nest about a dozen levels.
MAX_DEPTH = 32
MAX_ELEMENTS = 1_000_000
MAX_ITEMS = 200_000
# A deflated data set (PS3.5 §A.5) may not inflate beyond this.
MAX_INFLATED = 128 * MIB
MAX_IMAGE_FILE = 128 * MIB
SNIFF_BYTES = 4096


@dataclass(frozen=True, slots=True)
class WorkerLimits:
    """What one examination may use; the numbers are tried in tests/hostile."""

    max_file: int = 4096 * MIB
    memory: int = 1024 * MIB
    output_file: int = 256 * MIB
    open_files: int = 64
    cpu_seconds: int = 20
    wall_seconds: float = 10.0
    # Hashing is part of a job: a slow disk gets this much more time per MiB.
    wall_seconds_per_mib: float = 0.05
    jobs_per_process: int = 200

    def wall(self, size: int) -> float:
        """Seconds a job over a file of `size` bytes may take before it is killed."""
        return self.wall_seconds + self.wall_seconds_per_mib * size / MIB
