package io.parley.outreach;

import io.parley.customer.IdentityId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What somebody wants to say to a person.
///
/// @param key tells two intents of a source apart, for ever: planned again under the same key it is the same
/// @param identity whom it is meant for; it may reach her by any other identity of hers
/// @param channels that may carry it, the first that can does; empty: the best
/// @param products it promotes, by id: not sent to somebody who has bought all of them lately
/// @param unlessOrderedSince not sent to somebody who has ordered since then, and only once the shop was asked; null if
///     that does not matter
/// @param heldOut she gets nothing, and is counted at the instant she would have
/// @param notBefore null for now
public record Intent(
    Source source,
    String key,
    IdentityId identity,
    MessageClass klass,
    List<String> channels,
    Set<String> products,
    @Nullable Instant unlessOrderedSince,
    boolean heldOut,
    @Nullable Instant notBefore,
    Words words) {
  static final int LONGEST_KEY = 200;

  public Intent {
    channels = List.copyOf(channels);
    products = Set.copyOf(products);
    if (key.isEmpty() || key.length() > LONGEST_KEY) {
      throw new IllegalArgumentException("A key has 1 to 200 characters");
    }
  }

  /// Anywhere, now.
  public static Intent of(Source source, String key, IdentityId identity, MessageClass klass, Words words) {
    return new Intent(source, key, identity, klass, List.of(), Set.of(), null, false, null, words);
  }

  public Intent on(List<String> carriers) {
    return new Intent(source, key, identity, klass, carriers, products, unlessOrderedSince, heldOut, notBefore, words);
  }

  public Intent promoting(Set<String> promoted) {
    return new Intent(source, key, identity, klass, channels, promoted, unlessOrderedSince, heldOut, notBefore, words);
  }

  public Intent unlessOrderedSince(Instant since) {
    return new Intent(source, key, identity, klass, channels, products, since, heldOut, notBefore, words);
  }

  public Intent heldOut(boolean out) {
    return new Intent(source, key, identity, klass, channels, products, unlessOrderedSince, out, notBefore, words);
  }

  /// As a send that is due.
  Send due(SendId id) {
    return new Send(id, source, identity, klass, channels, products, unlessOrderedSince, heldOut, words);
  }

  public Intent notBefore(Instant at) {
    return new Intent(source, key, identity, klass, channels, products, unlessOrderedSince, heldOut, at, words);
  }
}
