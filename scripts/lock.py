"""Remakes both lock files from pyproject.toml, with hashes and without host names: python3 -m scripts.lock"""

import sys

from scripts import environment
from scripts.environment import PYTHON

LOCK = ["--generate-hashes", "--universal", "--python-version=3.11", "--upgrade"]
PLAIN = ["--no-emit-index-url", "--no-emit-find-links", "--no-annotate", "--no-header", "--quiet"]


def main():
    environment.ensure(environment.TEST)
    compiler = [PYTHON, "-m", "uv", "pip", "compile", *LOCK, *PLAIN]
    for source in (
        ["-o", environment.RUN],
        ["--group", "test", "-c", environment.RUN, "-o", environment.TEST],
    ):
        if environment.run([*compiler, "pyproject.toml", *source]):
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
