"""Referrals as they are read: lists, one whole, the bed board, a ward behind its link."""
