"""Figures of the shipped code beside a raw limit or a peer, measured in the same run."""
