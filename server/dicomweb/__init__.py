"""DICOMweb (PS3.18): QIDO-RS and WADO-RS on the studies a person may see."""
