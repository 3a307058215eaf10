"""A hospital network's own certificates: made by `huizhen tls`, served by `huizhen serve`."""
