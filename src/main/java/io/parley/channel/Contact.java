package io.parley.channel;

import org.jspecify.annotations.Nullable;

/// A person as a connection knows them.
///
/// @param address the provider's id of the person (LINE: `U` and 32 hex digits, one per provider and person)
/// @param name as the provider tells it; null while it does not
/// @param blocked true while the contact blocks us: what is sent then costs nothing and reaches nobody
public record Contact(
    ConnectionId connection, String address, @Nullable String name, @Nullable String pictureUrl, boolean blocked) {}
