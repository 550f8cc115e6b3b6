"""Which reminders of a due day fall on a day, so that none is lost and none is sent twice.

A reminder planned for a day nobody works moves to where somebody reads it: before the due day to
the working day before, after it to the working day after. Several may so fall on one day; the
last returned is the one that matters, and all of them are then done.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from .counting import days_after, days_between
from .working import WorkingDays


@dataclass(frozen=True)
class Schedule:
    """Days before the due day, the day itself, days after it, and then every so many days.

    With the defaults: 7 and 1 before, the day, 1, 8, 15, 22 … after. `every=0` ends after `after`.

    :raises ValueError: if a number of days is below 1 (`every`: below 0) or is given twice
    """

    before: tuple[int, ...] = (7, 1)
    on: bool = True
    after: tuple[int, ...] = (1,)
    every: int = 7

    def __post_init__(self) -> None:
        for days in (self.before, self.after):
            if min(days, default=1) < 1 or len(set(days)) < len(days):
                raise ValueError(f"提醒的天數應至少為 1，且不重複：{days}")
        if self.every < 0:
            raise ValueError(f"重複提醒的間隔不能是負數：{self.every}")

    def offsets(self, *, until: int) -> Iterator[int]:
        """Yield the planned days in order, counted from the due day, up to `until`."""
        yield from sorted(-days for days in self.before)
        if self.on:
            yield 0
        late = sorted(self.after)
        yield from late
        if self.every:
            yield from range((late or [0])[-1] + self.every, until + 1, self.every)


@dataclass(frozen=True)
class Stage:
    """One reminder of a due day: planned `offset` days from it, falling on a day, told on a day.

    `told_on` is later than `falls_on` when the job did not run on the day itself.
    """

    offset: int
    due: date
    falls_on: date
    told_on: date

    @property
    def key(self) -> str:
        """Name the stage among those of its due day: `before-7`, `on`, `late-8`."""
        if self.offset == 0:
            return "on"
        return f"{'before' if self.offset < 0 else 'late'}-{abs(self.offset)}"

    @property
    def label(self) -> str:
        """Say in Chinese what is true on the day it is told."""
        left = days_between(self.told_on, self.due)
        if left == 0:
            return "今天到期"
        return f"{left} 天後到期" if left > 0 else f"逾期 {-left} 天"

    @property
    def escalates(self) -> bool:
        """Say whether the reviewer is told too: the due day is past."""
        return self.told_on > self.due


def stages(
    due: date, on: date, schedule: Schedule, *, working: WorkingDays | None = None
) -> tuple[Stage, ...]:
    """Return the reminders of a due day that fall on a day, mostly none, the last the strongest."""
    return stages_between(due, days_after(on, -1), on, schedule, working=working)


def stages_between(
    due: date, last_run: date, on: date, schedule: Schedule, *, working: WorkingDays | None = None
) -> tuple[Stage, ...]:
    """Return the reminders that fall after `last_run` and not after `on`, told on `on`.

    Each stage is in exactly one of the runs that follow one another, however far apart. Tables of
    working days and schedules may change between two runs: give the day the thing was made as
    `last_run` and drop the keys already sent, and nothing is lost then either.
    """
    told = (
        Stage(offset, due, falls_on, on)
        for offset in schedule.offsets(until=days_between(due, on))
        if last_run < (falls_on := _falls_on(due, offset, working)) <= on
    )
    return tuple(sorted(told, key=lambda stage: (stage.falls_on, stage.offset)))


def _falls_on(due: date, offset: int, working: WorkingDays | None) -> date:
    planned = days_after(due, offset)
    if working is None:
        return planned
    return working.on_or_after(planned) if offset > 0 else working.on_or_before(planned)
