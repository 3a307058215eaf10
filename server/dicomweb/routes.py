"""The addresses of DICOMweb: all hospitals together, and one hospital's copies."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from server.dicomweb.frames import read_frames
from server.dicomweb.instances import read_bulkdata, read_instances
from server.dicomweb.metadata import read_metadata
from server.dicomweb.rendered import read_rendered, read_thumbnail
from server.dicomweb.search import search_instances, search_series, search_studies
from server.http import ApiRoute, Context, route

ROOTS = ("/dicom-web/at/{org}", "/dicom-web")
_STUDY = "/studies/{study}"
_SERIES = _STUDY + "/series/{series}"
_INSTANCE = _SERIES + "/instances/{sop}"
_FRAMES = _INSTANCE + "/frames/{frames}"
_HANDLERS: dict[str, Callable[[Context], Awaitable[object]]] = {
    "/studies": search_studies,
    _STUDY + "/series": search_series,
    _STUDY + "/instances": search_instances,
    _SERIES + "/instances": search_instances,
    _STUDY: read_instances,
    _SERIES: read_instances,
    _INSTANCE: read_instances,
    _STUDY + "/metadata": read_metadata,
    _SERIES + "/metadata": read_metadata,
    _INSTANCE + "/metadata": read_metadata,
    _STUDY + "/thumbnail": read_thumbnail,
    _SERIES + "/thumbnail": read_thumbnail,
    _INSTANCE + "/thumbnail": read_thumbnail,
    _FRAMES + "/thumbnail": read_thumbnail,
    _INSTANCE + "/rendered": read_rendered,
    _FRAMES + "/rendered": read_rendered,
    _FRAMES: read_frames,
    _INSTANCE + "/bulkdata/{path:path}": read_bulkdata,
}
DICOMWEB_ROUTES: tuple[ApiRoute, ...] = tuple(
    route("GET", root + path, scope="dicomweb")(handler)
    for root in ROOTS
    for path, handler in _HANDLERS.items()
)
