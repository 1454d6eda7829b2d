"""What is known of plugins: which change nothing that is deployed; all others are named as not read."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from buttress.sources.serverless.draft import Draft


@cache
def harmless() -> Mapping[str, str]:
    """Give the plugins that leave the deployed resources as the file says, with why (`data/plugins.tsv`)."""
    table = files("buttress.sources.serverless").joinpath("data/plugins.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return {name: reason for name, reason in rows if name != "plugin"}


def note_plugins(draft: Draft) -> None:
    """Name the plugins that may change what is deployed and are not read."""
    for plugin in draft.plugins():
        name = str(plugin.value).strip()
        if name not in harmless():
            draft.not_read("plugin", f"what the plugin {name} changes", plugin)
