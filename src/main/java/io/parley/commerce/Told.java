package io.parley.commerce;

import io.parley.timeline.Fact;

/// A fact of the shop, read.
record Told(Fact fact, ShopEvent event) {}
