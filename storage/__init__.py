"""Adapters: database, objects, codecs, intake and derivatives behind the ports of the domain."""
