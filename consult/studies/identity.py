"""Does a file name the patient of the case? (患者身份核对)"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from consult.cases.patients.patient import Patient, PatientIdentifier
from consult.studies.manifest import SeenPatient
from consult.studies.material import Identity


def plain(text: str) -> str:
    """Letters and digits only, without case, marks or DICOM's component carets."""
    folded = unicodedata.normalize("NFKD", text.replace("^", "")).casefold().replace("đ", "d")
    return "".join(ch for ch in folded if ch.isalnum())


def compare(
    patient: Patient, identifiers: Iterable[PatientIdentifier], seen: SeenPatient | None
) -> Identity:
    """Matched when a number agrees, or when name agrees and nothing else speaks against it.

    A recorder that names nobody is `unstated`: common in an emergency, and not a mismatch.
    """
    if seen is None or seen.empty:
        return Identity.UNSTATED
    numbers = {plain(row.value) for row in identifiers}
    if seen.patient_id and plain(seen.patient_id) in numbers:
        return Identity.MATCHED
    if not seen.name:
        return Identity.UNSTATED
    names = {plain(part) for part in seen.name.split("=")}
    if patient.name and plain(patient.name) in names:
        born = patient.birth_date.isoformat() if patient.birth_date else ""
        disagrees = born and seen.birth_date and born != seen.birth_date
        return Identity.MISMATCH if disagrees else Identity.MATCHED
    return Identity.MISMATCH
