"""Which stage is meant by the names that another program has for its pipelines and stages.

A name that is known is meant; else one of which a word is nearly the same; else the one in which a deal is as likely
to be won; else the first open stage. What was taken for what is told once for each name. Where the user asks for it,
stages and pipelines that are not there are made, in the order of their chances.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.errors import CrmError
from crmcli.folding import fold
from crmcli.i18n import _
from crmcli.store import pipelines, stages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.store.db import Transaction
    from crmcli.store.foreign_stages import ForeignStages
    from crmcli.store.pipelines import Pipeline
    from crmcli.store.stages import Stage

_LEAST = 4  # letters that two words begin with alike
_NEARLY = 65  # percent of the shorter word
# What programs call the end of a deal, where their stages say it: no open stage is nearly called so.
_ENDINGS = frozenset(("won", "lost", "void", "closed", "closed won", "closed lost", "closedwon", "closedlost"))


class StageMatcher:
    """Finds stages by foreign names. `problems` are lines and sentences about names that are not known here."""

    def __init__(self, tx: Transaction, foreign: ForeignStages, *, makes: bool = False) -> None:
        self.problems: list[tuple[int, str]] = []
        self._added: list[tuple[str, str]] = []  # the pipeline and the name of each stage that was made
        self._foreign = foreign
        self._tx = tx
        self._makes = makes
        self._pipelines: dict[str, Pipeline] = {}
        self._stages: dict[tuple[str, str, str], Stage] = {}
        self._of_pipeline: dict[int, list[Stage]] = {}
        self._chances: dict[tuple[str, str], int | None] = {}
        self._made: dict[int, set[int]] = {}  # the open stages that a pipeline was given, by the pipelines made here

    @property
    def made(self) -> list[str]:
        """The names of the stages that were made, `Rentals/viewing` where they are of several pipelines."""
        are_several = len({pipeline for pipeline, _name in self._added}) > 1
        return [f"{pipeline}/{name}" if are_several else name for pipeline, name in self._added]

    def stage(self, pipeline: str, name: str, outcome: str, line: int) -> Stage:
        """Returns the stage in which a deal is: a closed one by its outcome, an open one by its name."""
        key = (pipeline, name, outcome)
        if key not in self._stages:
            self._stages[key] = self._found(pipeline, name, outcome, line)
        return self._stages[key]

    def begins_in(self, pipeline: str, name: str, ended: Stage, line: int) -> Stage:
        """Returns the open stage in which a deal began that has ended: the one it is said to be in, else the first."""
        there = self._each(ended.pipeline_id)
        same = _same(there, name)
        if not name or fold(name) in _ENDINGS or (same is not None and not same.is_open):
            name = self._foreign.first(pipeline) if ended.pipeline_id in self._made else ""
            return self.stage(pipeline, name, stages.OPEN, line) if name else there[0]
        return self.stage(ended.pipeline if pipeline else "", name, stages.OPEN, line)

    def chance_of(self, pipeline: str, name: str) -> int | None:
        """Returns the chance of the stage of this very name; None where there is none. Nothing is made or told."""
        key = (fold(pipeline), fold(name))
        if key not in self._chances:
            every = stages.all_of(self._tx.connection)
            there = [each for each in every if not pipeline or fold(each.pipeline) == key[0]]
            same = _same(there, name)
            self._chances[key] = same.chance if same else None
        return self._chances[key]

    def finish(self) -> None:
        """Takes out of the pipelines that were made what no deal of the import went through."""
        for pipeline_id, added in self._made.items():
            if added:
                for each in stages.of_pipeline(self._tx.connection, pipeline_id):
                    if each.is_open and each.id not in added and not each.deals:
                        stages.remove(self._tx, each.id)

    def _found(self, pipeline: str, name: str, outcome: str, line: int) -> Stage:
        home = self._pipeline(pipeline, line)
        there = self._each(home.id)
        same = _same(there, name) or (None if pipeline else self._elsewhere(name))
        if same is not None and (not outcome or same.outcome == outcome):
            return same
        if outcome and outcome != stages.OPEN:
            return next(each for each in there if each.outcome == outcome)
        if not name:
            return there[0]
        open_ones = [each for each in there if each.is_open]
        if self._makes and same is None:
            made = self._add(home, name, self._foreign.chance(pipeline, name), line)
            if made is not None:
                return made
        meant = _nearest(open_ones, name) or _as_likely(open_ones, self._foreign.known(pipeline, name))
        if same is None:
            self.problems.append(
                (
                    line,
                    _(
                        "There is no stage '{name}' in {pipeline}: its deals are in {stage} (--make-stages adds it)."
                    ).format(name=name[:60], pipeline=home.name, stage=meant.name),
                )
            )
        return meant

    def _add(self, home: Pipeline, name: str, chance: int, line: int) -> Stage | None:
        """The stage, made where its chance belongs; None where it cannot be called so."""
        following = (each for each in self._each(home.id) if each.is_open and each.chance > chance)
        before = next(following, None)
        try:
            stage_id = stages.add(
                self._tx,
                home.id,
                name,
                chance=chance,
                stale_after_days=stages.STALE_AFTER_DAYS,
                before=before.id if before else None,
            )
        except CrmError as error:
            self.problems.append((line, str(error)))
            return None
        self._added.append((home.name, name))
        self._of_pipeline.pop(home.id, None)
        self._chances.clear()
        if home.id in self._made:
            self._made[home.id].add(stage_id)
        return stages.get(self._tx.connection, stage_id)

    def _pipeline(self, name: str, line: int) -> Pipeline:
        if name not in self._pipelines:
            self._pipelines[name] = self._pipeline_named(name, line)
        return self._pipelines[name]

    def _pipeline_named(self, name: str, line: int) -> Pipeline:
        every = pipelines.all_of(self._tx.connection)
        name = name.replace("/", "-")  # which no name of a pipeline has here
        same = next((each for each in every if fold(each.name) == fold(name)), None)
        if not name or same is not None:
            return same or every[0]
        if self._makes:
            try:
                made = pipelines.add(self._tx, name)
            except CrmError as error:
                self.problems.append((line, str(error)))
            else:
                self._made[made] = set()
                return pipelines.get(self._tx.connection, made)
        meant = max(every, key=lambda each: (_likeness(each.name, name), -each.position))
        meant = meant if _likeness(meant.name, name) else every[0]
        sentence = _("There is no pipeline '{name}': its deals are in {other} (--make-stages makes it).")
        self.problems.append((line, sentence.format(name=name[:60], other=meant.name)))
        return meant

    def _each(self, pipeline_id: int) -> list[Stage]:
        if pipeline_id not in self._of_pipeline:
            self._of_pipeline[pipeline_id] = stages.of_pipeline(self._tx.connection, pipeline_id)
        return self._of_pipeline[pipeline_id]

    def _elsewhere(self, name: str) -> Stage | None:
        """The stage of this very name in another pipeline than the first, where no pipeline is named."""
        return _same(stages.all_of(self._tx.connection), name)


def _as_likely(open_ones: Sequence[Stage], chance: int | None) -> Stage:
    """The stage whose chance is next to this one; the first where it is not known."""
    if chance is None:
        return open_ones[0]
    return min(open_ones, key=lambda each: (abs(each.chance - chance), each.position))


def _same(there: Sequence[Stage], name: str) -> Stage | None:
    folded = fold(name)
    return next((each for each in there if folded and fold(each.name) == folded), None)


def _nearest(there: Sequence[Stage], name: str) -> Stage | None:
    best = max(there, key=lambda each: (_likeness(each.name, name), -each.position))
    return best if _likeness(best.name, name) else None


def _likeness(one: str, other: str) -> int:
    """How nearly two names have a word in common, in percent; 0 where they have not."""
    if not (one.isascii() and other.isascii()):
        return 0
    return max((_alike(a, b) for a in _words(one) for b in _words(other)), default=0)


def _words(name: str) -> list[str]:
    return "".join(letter if letter.isalnum() else " " for letter in name.lower()).split()


def _alike(one: str, other: str) -> int:
    if one == other and len(one) > 2:
        return 100
    shorter = min(len(one), len(other))
    same = next((at for at in range(shorter) if one[at] != other[at]), shorter)
    likeness = same * 100 // shorter if shorter else 0
    return likeness if same >= _LEAST and likeness >= _NEARLY else 0
