"""The steps of each workflow over HTTP."""
