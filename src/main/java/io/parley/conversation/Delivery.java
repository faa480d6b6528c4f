package io.parley.conversation;

import io.parley.channel.Receipt;
import io.parley.channel.Way;
import org.jspecify.annotations.Nullable;

/// What became of a message to the person. On the site it is read off the conversation's marks; a provider tells it in
/// receipts.
public sealed interface Delivery {

  /// It lies in the thread that the visitor's widget shows.
  record OnSite() implements Delivery {}

  /// It waits for the provider; `reason` says what for, if it is held.
  record Sending(@Nullable String reason) implements Delivery {}

  /// `note` is what the provider told later without giving up: that it still waits on its way.
  record Sent(@Nullable Way way, @Nullable String note) implements Delivery {}

  record Failed(String reason) implements Delivery {}

  /// The provider was called and nothing certain came back.
  record Unknown(@Nullable String reason) implements Delivery {}

  static Delivery of(Receipt receipt) {
    return switch (receipt.state()) {
      case HELD -> new Sending(receipt.reason());
      case SENT -> new Sent(receipt.way(), receipt.reason());
      case FAILED, SKIPPED -> new Failed(receipt.reason() == null ? "" : receipt.reason());
      case UNKNOWN -> new Unknown(receipt.reason());
    };
  }
}
