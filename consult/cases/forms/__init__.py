"""What the county writes down (申请单): the base form, and templates of the specialties."""

from consult.cases.forms.base import (
    MEASURES,
    TEXTS,
    VITALS,
    Debt,
    blocking,
    clean_form,
    debts,
    missing,
)

TEMPLATES = ("chest_pain", "stroke", "trauma", "obstetric", "child", "rehabilitation", "general")

__all__ = [
    "MEASURES",
    "TEMPLATES",
    "TEXTS",
    "VITALS",
    "Debt",
    "blocking",
    "clean_form",
    "debts",
    "missing",
]
