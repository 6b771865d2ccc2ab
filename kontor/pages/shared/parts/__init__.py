"""The parts that pages are put together from: their values, and the tags that draw them."""
