"""How a gateway is spoken to: a request made of a template, and what its answer must say.

    {"url": "https://gateway.example/call", "method": "POST",
     "headers": {"Authorization": "Bearer {secret}"},
     "json": {"to": "{to}", "text": "{text}", "ref": "{key}", "callback": "{callback}"},
     "ok": {"path": "code", "equals": "0"}}

Placeholders: to text key link callback secret sign timestamp urgency specialty county number
subject. In the address they are percent-encoded; in `json` and `form` they go in as they are.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast
from urllib.parse import quote, urlencode, urlsplit

from consult.escalation.notices import ChannelKind

_PLACE = re.compile(r"\{([a-z_]+)\}")
MAX_URL = 2000

WECOM: dict[str, object] = {
    "url": "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={secret}",
    "json": {
        "msgtype": "text",
        "text": {"content": "{text}", "mentioned_mobile_list": ["{to}"]},
    },
    "ok": {"path": "errcode", "equals": "0"},
}
DINGTALK: dict[str, object] = {
    "url": "https://oapi.dingtalk.com/robot/send?access_token={secret}"
    "&timestamp={timestamp}&sign={sign}",
    "json": {
        "msgtype": "text",
        "text": {"content": "{text} @{to}"},
        "at": {"atMobiles": ["{to}"], "isAtAll": False},
    },
    "ok": {"path": "errcode", "equals": "0"},
}
PRESETS: dict[ChannelKind, dict[str, object]] = {
    ChannelKind.WECOM: WECOM,
    ChannelKind.DINGTALK: DINGTALK,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """A request, ready to go."""

    method: str
    url: str
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes | None = None


class BadTemplate(ValueError):
    """The template cannot become a request; says why in a word or two."""


def template_of(kind: ChannelKind, config: Mapping[str, object]) -> dict[str, Any]:
    """The channel's own template over the one we know for its kind."""
    return {**PRESETS.get(kind, {}), **config}


def build(template: Mapping[str, Any], values: Mapping[str, str]) -> Outgoing:
    """Raises BadTemplate for an address that is none, or a body that is no object."""
    url = _PLACE.sub(lambda m: quote(values.get(m[1], ""), safe=""), str(template.get("url", "")))
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or len(url) > MAX_URL:
        raise BadTemplate("address")
    headers = {str(k): _clean(_fill(str(v), values)) for k, v in _dict(template, "headers").items()}
    body: bytes | None = None
    if "json" in template:
        body = json.dumps(_deep(template["json"], values), ensure_ascii=False).encode()
        headers.setdefault("Content-Type", "application/json; charset=utf-8")
    elif "form" in template:
        filled = {str(k): _fill(str(v), values) for k, v in _dict(template, "form").items()}
        body = urlencode(filled).encode()
        headers.setdefault("Content-Type", "application/x-www-form-urlencoded")
    headers.setdefault("Idempotency-Key", values.get("key", ""))
    method = str(template.get("method", "POST" if body is not None else "GET")).upper()
    if method not in ("GET", "POST", "PUT"):
        raise BadTemplate("method")
    return Outgoing(method=method, url=url, headers=headers, body=body)


def _dict(template: Mapping[str, Any], name: str) -> dict[str, object]:
    found = template.get(name, {})
    if not isinstance(found, dict):
        raise BadTemplate(name)
    return cast("dict[str, object]", found)


def _fill(text: str, values: Mapping[str, str]) -> str:
    return _PLACE.sub(lambda m: values.get(m[1], m[0]), text)


def _deep(value: object, values: Mapping[str, str]) -> object:
    if isinstance(value, str):
        return _fill(value, values)
    if isinstance(value, list):
        return [_deep(each, values) for each in value]
    if isinstance(value, dict):
        return {str(k): _deep(v, values) for k, v in value.items()}
    return value


def _clean(text: str) -> str:
    """A header is one line."""
    return text.replace("\r", " ").replace("\n", " ")


def accepted(template: Mapping[str, Any], status: int, answer: bytes) -> str:
    """What is wrong with the gateway's answer, "" if nothing is."""
    if not 200 <= status < 300:
        return f"HTTP {status}"
    rule = template.get("ok")
    if not isinstance(rule, dict):
        return ""
    found = at_path(_json(answer), str(rule.get("path", "")))
    return "" if str(found) == str(rule.get("equals")) else f"{rule.get('path')}: {found}"[:200]


def _json(answer: bytes) -> object:
    try:
        return json.loads(answer)
    except ValueError:
        return None


def at_path(value: object, path: str) -> object:
    """`a.b` of a JSON value, None where there is no such thing."""
    for name in path.split("."):
        value = value.get(name) if isinstance(value, dict) else None
    return value


def dingtalk_sign(secret: str, timestamp_ms: str) -> str:
    """The robot's signature: base64(HMAC-SHA256(secret, "timestamp\\nsecret"))."""
    text = f"{timestamp_ms}\n{secret}".encode()
    return base64.b64encode(hmac.new(secret.encode(), text, hashlib.sha256).digest()).decode()
