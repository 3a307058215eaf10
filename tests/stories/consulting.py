"""Gangcha asks Liaocheng over HTTP: the steps of the story, for tests that look at one of them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, TypeVar

from httpx2 import Response
from starlette.testclient import TestClient

from consult.access.audit import AuditEvent
from consult.access.system import SYSTEM
from consult.actions.studies import storing, uploads
from consult.actions.work import Work
from consult.studies.manifest import DerivedFile, Manifest
from consult.studies.upload import Upload
from server.services import Services
from storage.database.unit_of_work import new_id, system_clock
from storage.repositories.store import SqlStore
from tests.fixtures.served import PASSWORD, Served
from tests.worlds.steps import ecg_manifest

R = TypeVar("R")
ANSWERS = [
    {"no": 1, "text": "Yes: inferior STEMI, lyse now."},
    {"no": 2, "cannot": True, "reason": "the weight is not stated"},
]
CONTENT = {"impression": "inferior STEMI", "treatment": "thrombolysis"}


@dataclass
class Consulting:
    served: Served
    browsers: dict[str, TestClient] = field(default_factory=dict)

    @property
    def services(self) -> Services:
        assert self.served.client is not None
        services: Services = self.served.client.app.state.services  # type: ignore[attr-defined]
        return services

    def call(self, work: Callable[..., Any], *args: Any, **named: Any) -> Any:
        """Await something on the server's own event loop."""
        assert self.served.client is not None
        assert self.served.client.portal is not None
        return self.served.client.portal.call(partial(work, *args, **named))

    def look(self, read: Callable[[SqlStore], R]) -> R:
        found: R = self.call(self.services.uow.look, read)
        return found

    def act(self, action: Callable[[Work, Any], R], cmd: Any) -> R:
        """As the operator of the installation."""
        done: R = self.call(self.services.uow.run, action, cmd, actor=SYSTEM)
        return done

    def audit(self) -> Sequence[AuditEvent]:
        return self.look(lambda store: store.audit.list())

    # ---- as somebody

    def as_(self, who: str) -> TestClient:
        if who not in self.browsers:
            self.browsers[who] = self.served.as_(who)
        return self.browsers[who]

    def get(self, who: str, path: str, **query: str) -> Response:
        return self.as_(who).get(f"/api/v1{path}", params=query)

    def send(
        self, who: str, method: str, path: str, body: object = None, version: int | None = None
    ) -> Response:
        headers = {} if version is None else {"If-Match": f'"{version}"'}
        return self.as_(who).request(method, f"/api/v1{path}", json=body, headers=headers)

    def post(self, who: str, path: str, body: object = None, **more: Any) -> dict[str, Any]:
        """A step that must succeed."""
        answer = self.send(who, "POST", path, body, **more)
        assert answer.status_code in (200, 201), answer.text
        found: dict[str, Any] = answer.json()
        return found

    def refused(self, answer: Response) -> tuple[int, str]:
        return answer.status_code, answer.json()["code"]

    # ---- the story

    def open(self, who: str = "county.doctor", **changes: Any) -> dict[str, Any]:
        return self.post(who, "/cases", self.served.emergency(**changes))

    def step(
        self, who: str, request_id: str, action: str, body: object = None, **more: Any
    ) -> dict[str, Any]:
        return self.post(who, f"/requests/{request_id}/{action}", body, **more)

    def write(self, request_id: str, revision: int = 0, **changes: Any) -> int:
        body = {"revision": revision, "content": CONTENT, "answers": ANSWERS} | changes
        answer = self.send("cardiologist", "PUT", f"/requests/{request_id}/opinion", body)
        assert answer.status_code == 200, answer.text
        return int(answer.json()["revision"])

    def sign(self, request_id: str, revision: int, password: str = PASSWORD) -> Response:
        body = {"password": password, "revision": revision}
        return self.send("cardiologist", "POST", f"/requests/{request_id}/sign", body)

    def signed(self) -> dict[str, Any]:
        """A case whose opinion was just signed."""
        opened = self.open()
        self.step("cardiologist", opened["request_id"], "take")
        answer = self.sign(opened["request_id"], self.write(opened["request_id"]))
        assert answer.status_code == 200, answer.text
        return opened

    def case(self, who: str, case_id: str) -> dict[str, Any]:
        answer = self.get(who, f"/cases/{case_id}")
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def request(self, who: str, case_id: str) -> dict[str, Any]:
        found: dict[str, Any] = self.case(who, case_id)["requests"][0]
        return found

    def groups(self, who: str) -> dict[str, list[dict[str, Any]]]:
        answer = self.get(who, "/worklist")
        assert answer.status_code == 200, answer.text
        return {group["key"]: group["items"] for group in answer.json()["groups"]}

    # ---- files, without the intake door

    def store_file(
        self,
        case_id: str | None,
        original: bytes,
        *,
        derived: tuple[str, bytes] | None = None,
        manifest: Manifest | None = None,
        name: str = "心电 14:06.scp",
    ) -> Upload:
        """Real bytes in the object store and the rows the intake door would have made.

        `derived` is (maker, bytes); without a manifest the file is an ECG.
        """
        found = manifest or ecg_manifest()
        made = _derived(*derived) if derived else ()
        found = replace(found, sha256=_sha(original), size=len(original), derived=made)
        kept = [self._keep(data) for data in (original, *(derived[1:] if derived else ()))]
        begun = self._begin(case_id, name, len(original))
        cmd = storing.StoreUpload(
            upload_id=begun.id, manifest=found, original=kept[0], derived=tuple(kept[1:])
        )
        return self.act(storing.store_upload, cmd)

    def _begin(self, case_id: str | None, name: str, size: int) -> Upload:
        def begin(work: Work, cmd: uploads.BeginUpload) -> Upload:
            work.actor = replace(
                work.actor,
                person_id=doctor,
                roles=tuple(work.store.roles.list(person_id=doctor)),
            )
            begun = uploads.begin_upload(work, cmd)
            return uploads.grow(work, uploads.Grow(begun.id, size))

        doctor = self.served.people["county.doctor"]
        cmd = uploads.BeginUpload(
            upload_id=new_id(system_clock()), node="n", name=name, size=size, case_id=case_id
        )
        return self.act(begin, cmd)

    def _keep(self, data: bytes) -> storing.StoredFile:
        key = self.call(self.services.objects.put_bytes, data, _sha(data))
        return storing.StoredFile(_sha(data), len(data), key)


def _sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _derived(maker: str, data: bytes) -> tuple[DerivedFile, ...]:
    role: Any = "ecg1" if maker == "ecg1" else "preview"
    return (DerivedFile(role, "file", "x/y", len(data), _sha(data), maker, "1"),)
