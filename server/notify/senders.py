"""Sends one notice over one channel; blocking, for a thread of its own."""

from __future__ import annotations

import json
import smtplib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import urllib3

from consult.escalation.notices import Channel, ChannelKind, Notice, NoticeKind, PushSubscription
from server.notify.mail import send_mail
from server.notify.message import Message, message_of
from server.notify.push import KEPT_S, encrypt, known_endpoint, vapid_header, vapid_key
from server.notify.seal import Seal
from server.notify.templates import (
    BadTemplate,
    Outgoing,
    accepted,
    build,
    dingtalk_sign,
    template_of,
)

CONNECT_S, READ_S = 5.0, 15.0
MAX_ANSWER = 64 * 1024
GONE = frozenset({404, 410})


@dataclass(frozen=True, slots=True)
class Sending:
    """What came of it: "" is success. `gone`: the address exists no more, do not try again."""

    error: str = ""
    gone: bool = False


class Senders:
    """Everything that leaves goes through here, with our time limits and without redirects."""

    def __init__(self, secret_key: str, public_url: str, push_hosts: tuple[str, ...] = ()) -> None:
        self.seal = Seal(secret_key)
        self.vapid = vapid_key(secret_key)
        self.public_url = public_url
        self.push_hosts = push_hosts
        self._pool = urllib3.PoolManager(
            num_pools=16,
            retries=False,
            timeout=urllib3.Timeout(connect=CONNECT_S, read=READ_S),
        )

    def send(
        self,
        channel: Channel,
        notice: Notice,
        subscription: PushSubscription | None,
        now: datetime,
    ) -> Sending:
        """Never raises for what is wrong with the gateway, the address or the template."""
        page = self.seal.unseal(str(notice.content.get("sealed_page") or ""))
        if notice.kind is NoticeKind.WARD and not page:
            return Sending("sealed by another installation", gone=True)
        message = message_of(notice, channel.kind, self.public_url, page)
        secret = self.seal.unseal(channel.secret)
        try:
            if channel.kind is ChannelKind.EMAIL:
                send_mail(channel.config, secret, message)
                return Sending()
            if channel.kind is ChannelKind.PUSH:
                return self._push(message, subscription, now)
            return self._gateway(channel, notice, message, secret, now)
        except BadTemplate as error:
            return Sending(f"template: {error}")
        except urllib3.exceptions.HTTPError as error:
            return Sending(type(error).__name__)
        except (OSError, smtplib.SMTPException, ValueError) as error:
            return Sending(type(error).__name__)

    def _gateway(
        self, channel: Channel, notice: Notice, message: Message, secret: str, now: datetime
    ) -> Sending:
        template = template_of(channel.kind, channel.config)
        if "stop_of" in notice.content:
            stop = template.get("stop")
            template = stop if isinstance(stop, dict) else {}
        values = self._values(channel, message, secret, now)
        status, answer = self._request(build(template, values))
        return Sending(accepted(template, status, answer))

    def _values(
        self, channel: Channel, message: Message, secret: str, now: datetime
    ) -> Mapping[str, str]:
        # "token sign-secret" for the robots that sign.
        token, _, signing = secret.partition(" ")
        timestamp = str(int(now.timestamp() * 1000))
        return {
            **message.words,
            "to": message.to,
            "text": message.text,
            "subject": message.subject,
            "key": message.key,
            "link": message.link,
            "secret": token,
            "timestamp": timestamp,
            "sign": dingtalk_sign(signing, timestamp) if signing else "",
            "callback": f"{self.public_url}/api/v1/callbacks/{channel.id}",
        }

    def _push(
        self, message: Message, subscription: PushSubscription | None, now: datetime
    ) -> Sending:
        if subscription is None:
            return Sending("gone", gone=True)
        endpoint = subscription.endpoint
        if not known_endpoint(endpoint, self.push_hosts):
            return Sending("endpoint", gone=True)
        payload = {"title": message.subject, "body": message.text, "url": message.link}
        text = json.dumps(payload | {"tag": message.key}, ensure_ascii=False).encode()
        headers = {
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            "TTL": str(KEPT_S),
            "Urgency": "high",
            "Topic": message.key.replace("-", "")[:32],
            "Authorization": vapid_header(
                self.vapid, endpoint, self.public_url, int(now.timestamp())
            ),
        }
        body = encrypt(text, subscription.p256dh, subscription.auth)
        status, _ = self._request(Outgoing(method="POST", url=endpoint, headers=headers, body=body))
        wrong = "" if 200 <= status < 300 else f"HTTP {status}"
        return Sending(wrong, gone=status in GONE)

    def _request(self, outgoing: Outgoing) -> tuple[int, bytes]:
        answer = self._pool.request(
            outgoing.method,
            outgoing.url,
            headers=outgoing.headers,
            body=outgoing.body,
            redirect=False,
            preload_content=False,
        )
        try:
            return answer.status, answer.read(MAX_ANSWER)
        finally:
            answer.release_conn()

    def close(self) -> None:
        self._pool.clear()
