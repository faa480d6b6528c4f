package io.parley.commerce;

import java.math.BigDecimal;

/// An amount in major units (1280 is NT$1,280) and its ISO 4217 currency.
public record Money(BigDecimal amount, String currency) {}
