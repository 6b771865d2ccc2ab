"""Bytes to values and back: e-invoice, PDF, payment code. No Django, no clock, no settings."""
