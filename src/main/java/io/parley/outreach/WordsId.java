package io.parley.outreach;

import java.util.UUID;

/// Words that many sends share.
public record WordsId(UUID value) {}
