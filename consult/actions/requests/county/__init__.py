"""What the asking side does beyond sending: by telephone, further requests, its answer."""
