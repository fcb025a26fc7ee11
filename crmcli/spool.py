"""A spool: values put aside on the disk one after the other and read back once, so that memory does not grow."""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Iterator
from typing import IO, Any

_BATCH = 500  # values written at once, unless they are large
_LARGE = 4_000_000  # bytes


class Spool:
    """A file without a name, of this process alone: nobody else can put anything into what is read back."""

    def __init__(self) -> None:
        self._file: IO[bytes] = tempfile.TemporaryFile(prefix="crm-")  # noqa: SIM115 - closed by `close`
        self._batch: list[Any] = []
        self._size = 0
        self.count = 0

    def put(self, value: Any, size: int = 0) -> None:
        """Puts one value aside; `size` is about how many bytes it takes, where that is many."""
        self._batch.append(value)
        self._size += size
        self.count += 1
        if len(self._batch) >= _BATCH or self._size >= _LARGE:
            self._write()

    def __iter__(self) -> Iterator[Any]:
        """Yields all that was put aside, in its order."""
        self._write()
        self._file.seek(0)
        while True:
            try:
                yield from pickle.load(self._file)
            except EOFError:
                return

    def close(self) -> None:
        """Forgets everything."""
        self._file.close()

    def _write(self) -> None:
        if self._batch:
            pickle.dump(self._batch, self._file, protocol=pickle.HIGHEST_PROTOCOL)
            self._batch.clear()
            self._size = 0
