"""What leaves the house: channels to gateways, and one notice per person, channel and call.

A notice says urgency, specialty, county and case number; it never names a patient.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class ChannelKind(StrEnum):
    VOICE = "voice"
    SMS = "sms"
    WECOM = "wecom"
    DINGTALK = "dingtalk"
    EMAIL = "email"
    PUSH = "push"


# How somebody is found on a channel; a push goes to the browsers that asked for it.
ADDRESS_OF = {
    ChannelKind.VOICE: "phone",
    ChannelKind.SMS: "phone",
    ChannelKind.WECOM: "wecom",
    ChannelKind.DINGTALK: "dingtalk",
    ChannelKind.EMAIL: "email",
    ChannelKind.PUSH: "push",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A gateway and how it is spoken to (docs/notifications.md). `org_id` None: for everybody.

    `config` holds addresses and templates, `secret` what nobody reads again, sealed.
    `emergency_only` channels stay silent for the rest.
    """

    id: str
    org_id: str | None
    kind: ChannelKind
    name: str
    config: dict[str, object]
    secret: str = ""
    callback_secret: str = ""
    emergency_only: bool = True
    enabled: bool = True
    last_ok_at: datetime | None = None
    last_failed_at: datetime | None = None
    last_error: str = ""
    version: int = 1


class NoticeState(StrEnum):
    WAITING = "waiting"
    SENT = "sent"
    DELIVERED = "delivered"
    ANSWERED = "answered"
    FAILED = "failed"
    STOPPED = "stopped"


# No further word of the gateway changes these.
SETTLED = frozenset({NoticeState.ANSWERED, NoticeState.FAILED, NoticeState.STOPPED})


class NoticeKind(StrEnum):
    RING = "ring"
    OFFER = "offer"
    TEST = "test"
    DUTY = "duty"
    WARD = "ward"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Its id is the delivery key every attempt carries; a gateway that saw it may drop a repeat.

    `content` has what the text is made of, without a patient; `step_no` the ladder's step.
    """

    id: str
    kind: NoticeKind
    channel_id: str
    person_id: str | None
    address: str
    locale: str
    content: dict[str, object]
    request_id: str | None = None
    ladder_id: str | None = None
    step_no: int = 0
    state: NoticeState = NoticeState.WAITING
    due_at: datetime
    made_at: datetime
    sent_at: datetime | None = None
    settled_at: datetime | None = None
    error: str = ""
    attempts: int = 0
    lease_until: datetime | None = None
    lease_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactAddress:
    """Where else than by telephone somebody is reached: `kind` "email", "wecom" or "dingtalk"."""

    person_id: str
    kind: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PushSubscription:
    """A browser that asked to be woken (RFC 8030, 8291); keys in base64url."""

    id: str
    person_id: str
    endpoint: str
    p256dh: str
    auth: str
    created_at: datetime
    device: str = ""
