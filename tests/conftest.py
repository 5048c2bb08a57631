"""What every test shares: one PostgreSQL server, the layers that cannot run here, how hypothesis searches."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests.postgres import TEMPLATE, PrivatePostgres, private_postgres

# Two shared cores say nothing about how long one example takes.
settings.register_profile("local", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") == "true" else "local")

LEFT_OUT = dict(part.split(": ", 1) for part in os.environ.get("LEFT_OUT", "").split("; ") if part)
"""Layer (the name of a marker) and the reason, as `tools/system.sh` found them."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Deselect the layers that this machine cannot run."""
    deselected = [item for item in items if any(item.get_closest_marker(layer) for layer in LEFT_OUT)]
    config.hook.pytest_deselected(items=deselected)
    items[:] = [item for item in items if item not in deselected]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what was left out; the header would be the place, but `-q` hides it."""
    for layer, reason in LEFT_OUT.items():
        terminalreporter.write_line(f"LEFT OUT the {layer} tests: {reason}", yellow=True)


@pytest.fixture(scope="session")
def postgres() -> Iterator[PrivatePostgres]:
    """One server for the whole session, with a migrated template."""
    from storage import schema

    with private_postgres() as server:
        server.create(TEMPLATE)
        schema.migrate(server.url(TEMPLATE))
        yield server
