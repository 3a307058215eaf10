"""A protocol published over HTTP by the administrator of its hospital."""

from __future__ import annotations

from httpx2 import Response

from tests.stories.consulting import Consulting

PDF = b"%PDF-1.7\n%%EOF\n"


def publish(
    story: Consulting,
    org_id: str,
    content: bytes = PDF,
    *,
    who: str = "hospital.admin",
    version: int = 0,
    template: str = "chest_pain",
    **said: str,
) -> Response:
    return story.as_(who).put(
        f"/api/v1/hospitals/{org_id}/protocols/{template}",
        content=content,
        params={"title": "Chest pain", **said},
        headers={"If-Match": f'"{version}"', "Content-Type": "application/pdf"},
    )
