"""Kontor: the portal in which members turn agreed work into orders and orders into invoices."""
