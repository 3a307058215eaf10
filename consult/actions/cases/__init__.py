"""Cases: opened for a patient, and what is kept of the patient."""
