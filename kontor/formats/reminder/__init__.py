"""A reminder of an unpaid invoice on paper → PDF."""
