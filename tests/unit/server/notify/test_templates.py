"""What is made of a gateway's template, and what its answer means."""

from __future__ import annotations

import json
from urllib.parse import parse_qs, urlsplit

import pytest

from consult.escalation.notices import ChannelKind
from server.notify.seal import Seal
from server.notify.templates import (
    BadTemplate,
    accepted,
    at_path,
    build,
    dingtalk_sign,
    template_of,
)

VALUES = {
    "to": "+86 139&x=1",
    "text": '急会诊 "{secret}"\r\nX-Evil: 1',
    "key": "k1",
    "secret": "s3cret",
    "sign": "a+b/c=",
    "timestamp": "1",
}


def test_values_never_break_out_of_their_place() -> None:
    template = {
        "url": "https://gw.example/call/{to}?key={key}",
        "headers": {"X-Text": "{text}", "X-Key": "{secret}"},
        "json": {"to": "{to}", "nested": [{"text": "{text}"}], "n": 1, "other": "{unknown}"},
    }
    made = build(template, VALUES)
    assert made.method == "POST"
    assert urlsplit(made.url).path == "/call/%2B86%20139%26x%3D1"
    assert "\n" not in made.headers["X-Text"]
    assert "\r" not in made.headers["X-Text"]
    assert made.headers["Idempotency-Key"] == "k1"
    body = json.loads(made.body or b"")
    # A text that looks like a placeholder is text.
    assert body["nested"][0]["text"] == VALUES["text"]
    assert (body["n"], body["other"]) == (1, "{unknown}")


def test_forms_and_plain_addresses() -> None:
    made = build({"url": "http://gw/sms", "form": {"to": "{to}", "m": "{text}"}}, VALUES)
    assert parse_qs((made.body or b"").decode())["to"] == [VALUES["to"]]
    assert build({"url": "http://gw/?m={text}"}, VALUES).method == "GET"


@pytest.mark.parametrize(
    "template",
    [
        {},
        {"url": "file:///etc/passwd"},
        {"url": "gopher://x"},
        {"url": "{to}"},
        {"url": "http://"},
        {"url": "http://x", "method": "DELETE"},
        {"url": "http://x", "headers": ["x"]},
        {"url": "http://x/" + "a" * 3000},
    ],
)
def test_what_is_no_request_is_refused(template) -> None:
    with pytest.raises(BadTemplate):
        build(template, VALUES)


def test_the_robots_we_know() -> None:
    wecom = build(template_of(ChannelKind.WECOM, {}), VALUES)
    assert wecom.url == "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=s3cret"
    assert json.loads(wecom.body or b"")["text"]["mentioned_mobile_list"] == [VALUES["to"]]
    ding = build(template_of(ChannelKind.DINGTALK, {}), VALUES)
    assert parse_qs(urlsplit(ding.url).query) == {
        "access_token": ["s3cret"],
        "timestamp": ["1"],
        "sign": ["a+b/c="],
    }
    own = template_of(ChannelKind.WECOM, {"url": "http://wecom.hospital/x"})
    assert build(own, VALUES).url == "http://wecom.hospital/x"
    # As openssl dgst -sha256 -hmac says.
    assert dingtalk_sign("this is secret", "1577808000000") == (
        "ijHEivi6YiCNPZOq4hZstmvZ3sPfbioAiMhP30ae7W0="
    )


@pytest.mark.parametrize(
    ("status", "answer", "wrong"),
    [
        (200, b'{"errcode": 0}', ""),
        (200, b'{"errcode": 93000, "errmsg": "invalid"}', "errcode: 93000"),
        (200, b"<html>", "errcode: None"),
        (302, b"", "HTTP 302"),
        (500, b"", "HTTP 500"),
    ],
)
def test_an_answer_that_says_no_is_a_failure(status, answer, wrong) -> None:
    assert accepted(template_of(ChannelKind.WECOM, {}), status, answer) == wrong
    assert accepted({}, 204, b"") == ""
    assert at_path({"a": {"b": 1}}, "a.b") == 1


def test_a_sealed_secret_opens_only_here() -> None:
    seal = Seal("x" * 32)
    sealed = seal.seal("token SECabc")
    assert "token" not in sealed
    assert sealed != seal.seal("token SECabc")
    assert seal.unseal(sealed) == "token SECabc"
    assert Seal("y" * 32).unseal(sealed) == ""
    assert seal.unseal("not base64!") == ""
    assert seal.unseal(seal.seal("")) == ""
