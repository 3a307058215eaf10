"""A ward's link sent to the ward's own telephone (短信): the hospital, the ward, until when."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from consult.actions.escalation.notices import addresses_on, channels_for
from consult.actions.work import Work
from consult.cases.request import Request, Urgency
from consult.errors import Conflict, Invalid
from consult.escalation.notices import Channel, ChannelKind, Notice, NoticeKind
from consult.network.organizations import Department
from consult.ports import Store
from consult.referrals.wards import WardLink


def ward_channel(store: Store, request: Request) -> Channel | None:
    """The SMS channel of the receiving hospital that is open for a request like this."""
    emergency = request.urgency is Urgency.EMERGENCY
    own_first = sorted(channels_for(store, request.to_org), key=lambda each: each.org_id is None)
    for each in own_first:
        if each.kind is ChannelKind.SMS and (emergency or not each.emergency_only):
            return each
    return None


def text_ward(
    work: Work, request: Request, link: WardLink, department: Department, sealed_page: str
) -> None:
    """At once, by night too: a ward is awake. The text says nothing of a patient."""
    channel = ward_channel(work.store, request)
    if channel is None:
        raise Conflict("referral.no_ward_channel")
    phone = next(addresses_on(work, channel, None, department.phone), None)
    if phone is None:
        raise Invalid("referral.no_ward_phone", field="department_id", name=department.name)
    hospital = work.store.organizations.get(department.org_id)
    until = link.expires_at.astimezone(ZoneInfo(hospital.time_zone))
    work.store.notices.add(
        Notice(
            id=work.new_id(),
            kind=NoticeKind.WARD,
            channel_id=channel.id,
            person_id=None,
            address=phone,
            locale=hospital.locale,
            content={
                "link_id": link.id,
                "sealed_page": sealed_page,
                "hospital": hospital.name,
                "department": department.name,
                "until": until.strftime("%Y-%m-%dT%H:%M"),
            },
            request_id=request.id,
            due_at=work.now,
            made_at=work.now,
        )
    )
