"""What a notice says, in its reader's language: urgency, specialty, county, case number, a link."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from consult.escalation.notices import ChannelKind, Notice, NoticeKind
from server.texts import say


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """All a sender may use; `key` is the same for every attempt of the same notice."""

    key: str
    to: str
    text: str
    subject: str
    link: str
    words: dict[str, str]


def message_of(notice: Notice, kind: ChannelKind, public_url: str, page: str = "") -> Message:
    """The text of a notice for a channel; spoken ones have no link in them.

    `page` is one that is kept sealed.
    """
    words = _words(notice)
    link = f"{public_url}{page or _page(notice)}"
    what = notice.kind.value
    if notice.kind is NoticeKind.DUTY:
        what = f"duty.{notice.content.get('what')}"
    elif notice.content.get("referral_id"):
        what = f"referral.{what}"
    form = "spoken" if kind is ChannelKind.VOICE else "written"
    text = say(notice.locale, f"notify.{what}.{form}", link=link, **words)
    return Message(
        key=str(notice.content.get("stop_of") or notice.id),
        to=notice.address,
        text=text,
        subject=say(notice.locale, f"notify.{what}.subject", **words),
        link=link,
        words=words,
    )


def _page(notice: Notice) -> str:
    if referral_id := notice.content.get("referral_id"):
        return f"/referrals/{referral_id}"
    case_id = notice.content.get("case_id")
    return f"/cases/{case_id}" if case_id else str(notice.content.get("page") or "")


def _words(notice: Notice) -> dict[str, str]:
    content, locale = notice.content, notice.locale
    urgency = "referral.urgency" if content.get("referral_id") else "urgency"
    return {
        "urgency": _name(locale, urgency, content.get("urgency")),
        "specialty": _name(locale, "specialty", content.get("specialty")),
        "county": str(content.get("county") or ""),
        "number": str(content.get("number") or ""),
        "who": str(content.get("who") or ""),
        "hospital": str(content.get("hospital") or ""),
        "department": str(content.get("department") or ""),
        "until": _moment(locale, str(content.get("until") or "")),
        "starts": _moment(locale, str(content.get("starts") or "")),
    }


def _moment(locale: str, text: str) -> str:
    """A time on the hospital's wall as the language writes it."""
    if not text:
        return ""
    return datetime.fromisoformat(text).strftime(MOMENT.get(locale, MOMENT["en"]))


MOMENT = {"en": "%d/%m/%Y %H:%M", "vi": "%H:%M %d/%m/%Y", "zh-CN": "%Y-%m-%d %H:%M"}


def _name(locale: str, what: str, code: object) -> str:
    return say(locale, f"notify.{what}.{code}") if code else ""
