"""CPU seconds of whole processes: the import, `--help`, and the embedded engine on the seed.

    python tests/benchmarks/startup.py

Each row is the median of several runs, by the operating system's account of the finished process.
Byte code is kept, as an installed package has it, in a directory of its own.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

SEED = Path(__file__).parents[2] / "seeds" / "kursk-losses.txt"
RUNS = 9

COMMANDS = {
    "bare Python": ["-c", "pass"],
    "import summarize": ["-c", "import summarize"],
    "import pydantic, one model": [
        "-c",
        "from pydantic import BaseModel\nclass A(BaseModel):\n    x: int",
    ],
    "import openai": ["-c", "import openai"],
    "summarize --help": ["-m", "summarize", "--help"],
    "summarize SEED (embedded)": ["-m", "summarize", str(SEED), "--model", "embedded"],
}


def cpu_seconds(arguments: list[str], environment: dict[str, str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(  # noqa: S603  # our own interpreter
        [sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL, env=environment
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    with tempfile.TemporaryDirectory() as byte_code:
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": byte_code}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        compare(environment)


def compare(environment: dict[str, str]) -> None:
    for arguments in COMMANDS.values():
        cpu_seconds(arguments, environment)  # writes the byte code
    bare = 0.0
    for name, arguments in COMMANDS.items():
        median = statistics.median(cpu_seconds(arguments, environment) for _ in range(RUNS))
        bare = bare or median
        print(f"{name:28} {median:6.3f} s CPU  {median - bare:+6.3f} s over bare Python")


if __name__ == "__main__":
    main()
