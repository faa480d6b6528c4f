package io.parley.workspace;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/// A person who works in a workspace.
public record MemberId(@JsonValue UUID value) {}
