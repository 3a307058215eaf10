"""Multidisciplinary meetings (多学科会诊): boards, sessions, opinions, outcomes."""
