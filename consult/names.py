"""Names as they are looked for: without case, tone or accent (Nguyễn Văn Đạt: nguyen van dat)."""

from __future__ import annotations

import unicodedata


def searchable(text: str) -> str:
    """Lower case, marks gone, đ as d, white space as single blanks; Chinese stays as it is."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    plain = "".join(ch for ch in folded if unicodedata.category(ch) != "Mn")
    return " ".join(plain.replace("đ", "d").split())
