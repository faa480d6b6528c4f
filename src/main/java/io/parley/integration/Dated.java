package io.parley.integration;

import java.time.Instant;

/// Something a file or a call says, and when it was so.
record Dated<T>(T what, Instant at) {}
