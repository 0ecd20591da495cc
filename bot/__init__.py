"""Assembly, and everything that touches the network or the clock."""
