"""The offer on paper: what the client sees of an order → PDF."""
