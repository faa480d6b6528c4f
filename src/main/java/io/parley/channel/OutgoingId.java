package io.parley.channel;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/// One message to a provider. It is chosen by the sender (the id of the message in the conversation) and is the key by
/// which the provider recognises a repetition.
public record OutgoingId(@JsonValue UUID value) {}
