"""Backups: whole copies of the database beside it, made by SQLite's own backup while others may be writing."""

from __future__ import annotations

import os
import sqlite3
from datetime import datetime


def folder(path: str) -> str:
    """The folder that holds the backups of a database."""
    return os.path.join(os.path.dirname(os.path.abspath(path)), os.path.basename(path) + ".backups")


def create_for_migration(path: str, step: int, now: datetime) -> str:
    """Copies a database that is about to be migrated from schema `step`; returns the copy's path.

    It reads through a connection of its own: the one that migrates is inside its transaction already.
    """
    connection = sqlite3.connect(path)
    try:
        return create(connection, path, now, reason=f"schema-{step}")
    finally:
        connection.close()


def create(connection: sqlite3.Connection, path: str, now: datetime, *, reason: str) -> str:
    """Copies the database and returns the copy's path. It appears whole or not at all, for the owner alone.

    Raises OSError or sqlite3.Error where the copy cannot be made.
    """
    place = folder(path)
    os.makedirs(place, mode=0o700, exist_ok=True)
    target = _free_name(place, f"{now:%Y%m%dT%H%M%S}-{reason}")
    unfinished = target + ".unfinished"
    os.close(os.open(unfinished, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600))
    try:
        copy = sqlite3.connect(unfinished)
        try:
            connection.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")  # one file, nothing beside it
        finally:
            copy.close()
        os.replace(unfinished, target)
    except BaseException:
        os.unlink(unfinished)
        raise
    return target


def existing(path: str) -> list[str]:
    """The backups of a database, oldest first."""
    place = folder(path)
    if not os.path.isdir(place):
        return []
    return [os.path.join(place, name) for name in sorted(os.listdir(place)) if name.endswith(".db")]


def _free_name(place: str, stem: str) -> str:
    number = 1
    while os.path.exists(name := os.path.join(place, f"{stem}{'' if number == 1 else f'-{number}'}.db")):
        number += 1
    return name
