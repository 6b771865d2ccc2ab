"""The e-invoice: printed data → XML, official verdict, PDF/A-3 (EN 16931, ZUGFeRD, XRechnung)."""
