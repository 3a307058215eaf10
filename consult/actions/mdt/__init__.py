"""The verbs of multidisciplinary meetings: boards, sessions, one case before a team."""
