"""What the command would use here, and whether it works; by default without any network."""

from __future__ import annotations

from .facts import Fact, Level, Section

__all__ = ["Fact", "Level", "Section", "diagnose"]


def diagnose(
    model: str | None = None,
    *,
    base_url: str | None = None,
    cache: str | None = None,
    online: bool = False,
) -> tuple[Section, ...]:
    """Everything that decides what a call of `summarize FILE` with these options does.

    None is what is not given, so that the environment decides. `online` asks the endpoint for its list
    of models, which nobody is paid for, and connects to a cache in a database.
    """
    from .installation import extras, packages
    from .model import look_at_model
    from .places import look_at_cache, look_at_prompts
    from .surroundings import proxies, terminal

    return (
        Section("installation", tuple(packages())),
        Section("extras", tuple(extras())),
        Section("model", tuple(look_at_model(model, base_url, online=online))),
        Section("prompts", tuple(look_at_prompts())),
        Section("cache", tuple(look_at_cache(cache, online=online))),
        Section("surroundings", (*proxies(), *terminal())),
    )
