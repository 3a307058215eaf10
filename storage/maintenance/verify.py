"""Is everything that was kept still what it was? The parts in order, cheap ones first."""

from __future__ import annotations

from datetime import datetime

from consult.access.chain import AuditLink
from storage.database.engine import Database
from storage.maintenance.check_audit import check_audit
from storage.maintenance.check_courses import check_courses
from storage.maintenance.check_guards import check_guards
from storage.maintenance.check_objects import check_objects, check_orphans
from storage.maintenance.check_opinions import check_opinions
from storage.maintenance.check_rooms import check_rooms, check_seals
from storage.maintenance.findings import Finding, Progress, Report, Tally
from storage.objects import ObjectStore


async def verify(
    database: Database,
    objects: ObjectStore,
    *,
    now: datetime,
    tell: Progress,
    report: Report,
    audit_head: AuditLink | None = None,
    rebuild: bool = False,
) -> Tally:
    """Look at every record; `report` gets each finding when it is found.

    `audit_head` is an end of the audit chain kept elsewhere: then also who rewrote all of it, or
    cut its end off, is seen. `rebuild` makes again what can be made again from the database.

    The server may run meanwhile. Raises StorageUnavailable when a part cannot be reached.
    """
    tally = Tally()

    def found(finding: Finding) -> None:
        tally.found.append(finding)
        report(finding)

    tally.looked_at["guards"] = await check_guards(database, found)
    tally.looked_at["audit"] = await check_audit(database, tell, found, audit_head)
    tally.looked_at["rooms"] = await check_rooms(database, tell, found)
    tally.looked_at["seals"] = await check_seals(database, tell, found)
    tally.looked_at["opinions"] = await check_opinions(database, tell, found)
    tally.looked_at["courses"] = await check_courses(database, tell, found, rebuild=rebuild)
    tally.looked_at["objects"] = await check_objects(database, objects, tell, found)
    tally.looked_at["listed"] = await check_orphans(database, objects, now, tell, found)
    return tally
