"""Speed as ratios: python3 -m scripts.bench [--sites N,N]. Each row is measured beside its yardstick in the same run (design 6).

Each size gets a registry of its own in a temporary folder, filled with the sites of `make_sites`. Needs no network."""

import argparse
import json
import subprocess
import sys
import tempfile

from scripts import check, environment
from scripts.environment import PYTHON, ROOT

SIZES = (1_000, 16_600)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--sites", default=",".join(map(str, SIZES)), help="sizes of the registries, smallest first"
    )
    sizes = [int(size) for size in parser.parse_args().sites.split(",")]
    environment.ensure(environment.TEST)
    measured = {size: measure(size) for size in sizes}
    rows = [row for name in sorted(measured[sizes[0]]) for row in compare(name, measured, sizes)]
    show(rows)
    return 0 if all(row["holds"] for row in rows) else 1


def measure(size):
    """{name: {value, yardstick, bound, …}} of a registry of `size` sites, measured in a process of its own."""
    print(f"Filling and measuring a registry of {size:,} sites ...", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        answer = subprocess.run(
            [str(PYTHON), "-m", "scripts.bench_registry", str(size)],
            cwd=ROOT,
            env=check.clean_environment(folder),
            stdout=subprocess.PIPE,
            text=True,
        )
    if answer.returncode:
        raise environment.Stop(f"The registry of {size:,} sites could not be measured (see above).")
    return json.loads(answer.stdout)


def compare(name, measured, sizes):
    """The rows of one measurement: against its yardstick at every size, and the largest against the smallest."""
    for size in sizes:
        found = measured[size][name]
        for bound in found["bounds"]:
            yield row(
                f"{name}, {size:,} sites",
                found["value"],
                bound["yardstick"],
                bound["of"],
                bound["most"],
                found["unit"],
            )
    first, last = measured[sizes[0]][name], measured[sizes[-1]][name]
    if len(sizes) > 1 and first["flat"]:
        of = f"the same at {sizes[0]:,}"
        yield row(
            f"{name}, {sizes[-1]:,} sites", last["value"], first["value"], of, first["flat"], first["unit"]
        )


def row(what, value, yardstick, of, most, unit):
    ratio = value / yardstick
    return {
        "what": what,
        "value": value,
        "of": of,
        "yardstick": yardstick,
        "ratio": ratio,
        "most": most,
        "unit": unit,
        "holds": most is None or ratio <= most,
    }


def show(rows):
    print(f"\n{'measured':<58}{'value':>14}   {'yardstick':<52}{'ratio':>8}{'bound':>8}  holds")
    for found in rows:
        value, yardstick = (f"{found[key]:,.2f} {found['unit']}" for key in ("value", "yardstick"))
        beside = f"{found['of']} ({yardstick})"
        told = f"{found['what']:<58}{value:>14}   {beside:<52}{found['ratio']:>8.2f}"
        if found["most"] is not None:
            told += f"{found['most']:>8.2f}  {'yes' if found['holds'] else 'NO'}"
        print(told)


if __name__ == "__main__":
    sys.exit(main())
