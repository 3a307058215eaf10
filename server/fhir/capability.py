"""CapabilityStatement: what the routes can do, read off the declaration they are made of."""

from __future__ import annotations

from importlib.metadata import version

from server.fhir.declaration import RESOURCES, ResourceType
from server.fhir.mapping.values import Json, Naming

PUBLISHED = "2026-11-22"


def capability_statement(naming: Naming) -> Json:
    return {
        "resourceType": "CapabilityStatement",
        "status": "active",
        "date": PUBLISHED,
        "kind": "instance",
        "software": {"name": "Huizhen", "version": version("huizhen")},
        "implementation": {"description": "Huizhen", "url": naming.base},
        "fhirVersion": "4.0.1",
        "format": ["application/fhir+json", "json"],
        "rest": [
            {
                "mode": "server",
                "security": {
                    "cors": False,
                    "description": "Session cookie, or a bearer token with the scope fhir.",
                    "service": [{"text": "Bearer token (RFC 6750)"}],
                },
                "resource": [_resource(kind) for kind in RESOURCES],
            }
        ],
    }


def _resource(kind: ResourceType) -> Json:
    named = {"_id": "token"} | dict(kind.parameters)
    named |= {other: kind.parameters[name] for other, name in kind.also.items()}
    return {
        "type": kind.name,
        "interaction": [{"code": "read"}, {"code": "search-type"}],
        "versioning": "versioned",
        "readHistory": False,
        "conditionalRead": "not-match",
        "searchParam": [{"name": name, "type": type_} for name, type_ in named.items()],
    }
