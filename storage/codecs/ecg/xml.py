"""XML recordings: which dialect, safely, and in an encoding the parser knows.

Chinese recorders declare GB2312 or GBK, which expat refuses; GB18030 contains both.
"""

from __future__ import annotations

import re
from xml.sax import SAXException, SAXParseException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl

import defusedxml.sax
from defusedxml import DefusedXmlException

from consult.studies.reasons import Reason
from storage.codecs.errors import Unreadable

MAX_BYTES = 32 * 2**20
MAX_ELEMENTS = 500_000
MAX_DEPTH = 100
DIALECTS = {
    "annotatedecg": "hl7_aecg",
    "restingecg": "ge_muse_xml",
    "restingecgdata": "sierra_xml",
}
_DECLARATION = re.compile(rb"^\s*<\?xml([^>]{0,200}?)\?>")
_ENCODING = re.compile(rb"encoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"']")
_EXPAT = {"utf-8", "utf8", "utf-16", "us-ascii", "ascii", "iso-8859-1", "latin1"}


def to_utf8(raw: bytes) -> tuple[bytes, bool]:
    """The document in an encoding expat reads, and whether the encoding had to be guessed.

    The bytes are returned unchanged when they already are.
    """
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw, False
    body = raw.removeprefix(b"\xef\xbb\xbf")
    declared = _declared(body)
    if declared.lower().startswith("gb"):
        return _rewritten(body, _decode(body, "gb18030")), False
    if declared.lower() in _EXPAT:
        return _checked(raw, body, declared)
    return _rewritten(body, _decode(body, declared)), False


def _declared(body: bytes) -> str:
    declaration = _DECLARATION.match(body)
    found = _ENCODING.search(declaration.group(1)) if declaration else None
    return found.group(1).decode("ascii") if found else "utf-8"


def _checked(raw: bytes, body: bytes, declared: str) -> tuple[bytes, bool]:
    if declared.lower() not in {"utf-8", "utf8", "us-ascii", "ascii"}:
        return raw, False
    try:
        body.decode(declared)
    except UnicodeDecodeError:
        return _rewritten(body, _decode(body, "gb18030")), True
    return raw, False


def _decode(body: bytes, encoding: str) -> str:
    try:
        return body.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise Unreadable(Reason.XML, f"encoding {encoding}") from error


def _rewritten(body: bytes, text: str) -> bytes:
    declaration = _DECLARATION.match(body)
    rest = re.sub(r"^\s*<\?xml[^>]{0,200}?\?>", "", text, count=1) if declaration else text
    return b'<?xml version="1.0" encoding="UTF-8"?>' + rest.encode()


class _Counter(ContentHandler):
    def __init__(self) -> None:
        super().__init__()
        self.root = ""
        self.elements = 0
        self.depth = 0

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802 - SAX's name
        self.root = self.root or name
        self.elements += 1
        self.depth += 1
        if self.elements > MAX_ELEMENTS:
            raise Unreadable(Reason.TOO_MANY_ELEMENTS)
        if self.depth > MAX_DEPTH:
            raise Unreadable(Reason.NESTED_TOO_DEEP)

    def endElement(self, name: str) -> None:  # noqa: N802 - SAX's name
        self.depth -= 1


def inspect(document: bytes) -> str:
    """The local name of the root element, after a pass that refuses entities and sheer number.

    Raises Unreadable: over a limit, entity declarations, or not well-formed.
    """
    if len(document) > MAX_BYTES:
        raise Unreadable(Reason.TOO_LARGE)
    counter = _Counter()
    try:
        # MUSE names an external DTD; it is not fetched. Declared entities are refused.
        defusedxml.sax.parseString(document, counter, forbid_external=False)
    except DefusedXmlException as error:
        raise Unreadable(Reason.XML_ENTITIES) from error
    except (SAXParseException, SAXException, ValueError, LookupError) as error:
        raise Unreadable(Reason.XML, str(error)) from error
    return counter.root.rpartition(":")[2].lower()
