"""Measures `diagnostic analyse` from CSV to JSON, from a thousand rows to a million.

Each size is a process of its own, so that its memory is its own too. Usage:

    .venv/bin/python benchmarks/analyse.py [ROWS ...]
"""

import os
import platform
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from questionnaires import Questionnaire, load

QUESTIONNAIRE = Path(__file__).parents[1] / "examples/fevs-2018/questionnaire.toml"
SIZES = (1_000, 10_000, 100_000, 1_000_000)
TEAMS = 19


def write_answers(path: Path, rows: int, questionnaire: Questionnaire) -> None:
    """Write so many rows of drawn answers, one in eight from leadership.

    A twentieth of the cells is empty: a reader that knew only full rows would
    look faster than it is.
    """
    draw = np.random.default_rng(rows)
    items = [item.id for item in questionnaire.items]
    names = ["leadership", *(f"Team {number:02}" for number in range(1, TEAMS + 1))]
    share = np.array([TEAMS / 7, *[1.0] * TEAMS])
    group = draw.choice(len(names), rows, p=share / share.sum())
    weights = np.array([0.05, 0.05, 0.1, 0.2, 0.35, 0.25])
    answers = draw.choice(6, (rows, len(items)), p=weights)
    texts = np.array(["", "1", "2", "3", "4", "5"])
    with path.open("w", encoding="utf-8") as file:
        file.write(f"department,{','.join(items)}\n")
        for name, line in zip(group, answers, strict=True):
            file.write(f"{names[name]},{','.join(texts[line])}\n")


def measure(answers: Path, output: Path) -> tuple[float, float, float]:
    """Run the command; give seconds, seconds of CPU, and the peak in megabytes."""
    program = str(Path(sys.executable).with_name("diagnostic"))
    command = [program, "analyse", str(answers), "--json", str(output)]
    command += ["--questionnaire", str(QUESTIONNAIRE)]
    start = time.perf_counter()
    process = os.posix_spawn(
        program, command, os.environ,
        file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)],
    )  # fmt: skip
    _, status, used = os.wait4(process, 0)
    seconds = time.perf_counter() - start
    if status:
        raise SystemExit(f"the command failed with {os.waitstatus_to_exitcode(status)}")
    return seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def main() -> None:
    """Print a table of time and memory."""
    sizes = [int(argument) for argument in sys.argv[1:]] or SIZES
    questionnaire = load(QUESTIONNAIRE)
    print(f"{platform.platform()}, {os.cpu_count()} cores, {processor()}")
    print(f"Python {platform.python_version()}, {len(questionnaire.items)} items,")
    print(f"{TEAMS} teams and leadership, CSV to JSON, the program's start included")
    print()
    print(f"{'rows':>10} {'file MB':>8} {'seconds':>8} {'CPU s':>8} {'peak MB':>8}")
    with tempfile.TemporaryDirectory() as folder:
        for rows in sizes:
            answers = Path(folder, "answers.csv")
            write_answers(answers, rows, questionnaire)
            seconds, cpu, peak = measure(answers, Path(folder, "out.json"))
            size = answers.stat().st_size / 1e6
            print(f"{rows:>10,} {size:8.1f} {seconds:8.2f} {cpu:8.2f} {peak:8.0f}")


def processor() -> str:
    """Name the processor, where the system tells."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    models = [line.partition(":")[2].strip() for line in lines if "model name" in line]
    return models[0] if models else platform.processor()


if __name__ == "__main__":
    main()
