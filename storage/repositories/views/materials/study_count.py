"""What a study holds, counted: series, images, and instances that are not shown by reason."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from storage.database.tables.studies import instance, series
from storage.repositories.store import SqlStore

_Row = Sequence[Any]  # study, series, modality, reason, cautions


@dataclass(frozen=True, slots=True)
class StudyCount:
    """`images` are shown; `not_shown` counts the others by their reason, the commonest first."""

    series: int = 0
    instances: int = 0
    images: int = 0
    modalities: tuple[str, ...] = ()
    not_shown: dict[str, int] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


def count_studies(store: SqlStore, study_ids: Sequence[str]) -> defaultdict[str, StudyCount]:
    """By study id, in one statement; nothing is counted of an unknown study."""
    ids: list[str] = list(study_ids)
    rows = store.conn.execute(
        sa.select(
            series.c.study_id,
            series.c.id,
            series.c.modality,
            instance.c.attributes["reason"].as_string(),
            instance.c.attributes["warnings"].as_json(),
        )
        .join(instance, instance.c.series_id == series.c.id)
        .where(series.c.study_id.in_(ids))
    )
    found: defaultdict[str, list[_Row]] = defaultdict(list)
    for row in rows:
        found[row[0]].append(tuple(row))
    counted = {study_id: _count(group) for study_id, group in found.items()}
    return defaultdict(StudyCount, counted)


def _count(rows: list[_Row]) -> StudyCount:
    reasons = Counter(row[3] for row in rows if row[3])
    return StudyCount(
        series=len({row[1] for row in rows}),
        instances=len(rows),
        images=sum(1 for row in rows if not row[3]),
        modalities=tuple(sorted({row[2] for row in rows if row[2]})),
        not_shown=dict(reasons.most_common()),
        warnings=tuple(sorted({code for row in rows for code in row[4] or ()})),
    )
