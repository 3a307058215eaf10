"""The network: hospitals, their agreements, people, logins, capabilities and protocols."""
