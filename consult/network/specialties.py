"""Specialties a question can be sent to; codes are stable, names are translated (specialty.*)."""

from __future__ import annotations

SPECIALTIES = (
    "cardiology",
    "neurology",
    "neurosurgery",
    "respiratory",
    "gastroenterology",
    "general_surgery",
    "orthopaedics",
    "obstetrics",
    "paediatrics",
    "intensive_care",
    "emergency",
    "radiology",
    "ecg",
    "infectious_diseases",
    "endocrinology",
    "oncology",
    "rehabilitation",
    "general_medicine",
)
