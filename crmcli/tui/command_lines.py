"""The command line that does the same as what was done on the screen, as one could type it. Pure."""

from __future__ import annotations

import shlex
from collections.abc import Sequence

Option = str | bool | Sequence[str]


def crm(verb: str, *words: str, **options: Option) -> str:
    """Returns `crm verb words… --option value`, in quotes where a shell needs them; empty options are left out.

    An option that is true stands alone, one of several texts is given once for each. `next_` is `--next`.
    """
    given = [text for name, value in options.items() for text in _option(name, value)]
    if any(word.startswith("-") for word in words):
        parts = [*verb.split(), *given, "--", *words]
    else:
        parts = [*verb.split(), *words, *given]
    return shlex.join(["crm", *parts])


def _option(name: str, value: Option) -> list[str]:
    option = "--" + name.rstrip("_").replace("_", "-")
    if isinstance(value, bool):
        return [option] if value else []
    texts = [value] if isinstance(value, str) else list(value)
    return [part for text in texts if text for part in _pair(option, text)]


def _pair(option: str, text: str) -> list[str]:
    return [f"{option}={text}"] if text.startswith("-") else [option, text]
