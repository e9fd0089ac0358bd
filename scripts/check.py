"""Everything that can be said of the code without running it: python3 -m scripts.check"""

import os
import sys
import tempfile

from scripts import environment
from scripts.environment import PYTHON

PRODUCTION = {"AZE_SITE_URL": "https://registry.example.org", "AZE_BEHIND_PROXY": "1", "HOST": "0.0.0.0"}
OURS = ("HOST", "PORT", "DATABASE_URL", "EMAIL_URL", "SECRET_KEY", "SECRET_KEY_FALLBACKS")


def main():
    environment.ensure(environment.TEST)
    return failures()


def failures():
    """How many of the checks failed, each having said why."""
    with tempfile.TemporaryDirectory() as data:
        manage, clean = [PYTHON, "manage.py"], clean_environment(data)
        return sum(
            [
                step("ruff check", [PYTHON, "-m", "ruff", "check", "--quiet", "."], clean),
                step("ruff format", [PYTHON, "-m", "ruff", "format", "--check", "--quiet", "."], clean),
                step("migrations", [*manage, "makemigrations", "--check", "--dry-run"], clean),
                step(
                    "deployment", [*manage, "check", "--deploy", "--fail-level=WARNING"], clean | PRODUCTION
                ),
            ]
        )


def clean_environment(data):
    """The environment without the registry's settings, but for its data folder; where the shared data are stays."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in OURS and (not name.startswith("AZE_") or name == "AZE_SHARED")
    }
    return kept | {"AZE_DATA_DIR": str(data)}


def step(title, command, env):
    """Runs one check; whether it failed."""
    print(f"\n== {title}", flush=True)
    return environment.run(command, env=env) != 0


if __name__ == "__main__":
    sys.exit(main())
