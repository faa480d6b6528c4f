package io.parley.channel;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// One kind of channel: what its provider says and wants to hear. It keeps no state of its own but tokens it can get
/// again; accounts are data. Methods that call the provider say so and are never called inside a transaction.
public interface Adapter {
  String kind();

  /// True if the provider signed these bytes. A missing or malformed signature is false, never a failure.
  boolean authentic(Account account, byte[] body, UnaryOperator<@Nullable String> header);

  /// The events of one webhook body. Unknown kinds come along; only a body that is not the provider's at all is
  /// refused, with an `IllegalArgumentException`.
  List<Arrival> read(byte[] body);

  /// One event again, as `read` found it.
  Arrival readStored(String event);

  /// What an event means. Calls the provider if the event carries media.
  Incoming.Happening happening(Account account, String event);

  /// Calls the provider. Empty if it does not tell.
  Optional<Profile> profile(Account account, String address);

  /// Refuses, with a `Problem`, what this channel could never carry.
  void check(Account account, Content content);

  /// The exact body to send. `replyToken` null means push.
  String request(Account account, String address, Content content, @Nullable String replyToken);

  /// Calls the provider once. Every way it can end is an `Outcome`.
  Outcome send(Account account, OutgoingId key, Way way, String request);

  /// Calls the provider.
  Sending.Quota quota(Account account);

  /// Calls the provider to see whether the secrets are right; refuses with a `Problem` that says which is not.
  Identity verify(Account account);

  /// Calls the provider.
  String linkToken(Account account, String address);

  URI linkDialog(Account account, String linkToken, String nonce);

  /// Calls the provider; a failure is no loss.
  void typing(Account account, String address);

  /// One event as it came.
  ///
  /// @param address of the contact; empty if the event has none
  /// @param replyToken answers this event for free; null if it has none
  /// @param relation what the event says about being blocked; null if nothing
  /// @param ignored why it is kept but not shown; null if it is to be shown
  record Arrival(
      String eventId,
      String address,
      String kind,
      Instant at,
      @Nullable String replyToken,
      @Nullable Boolean relation,
      @Nullable String ignored,
      String body) {}

  record Profile(String name, @Nullable String pictureUrl, @Nullable String language) {}

  /// @param destination how webhooks name the account
  record Identity(String name, String destination, @Nullable String addUrl) {}

  /// How one call ended.
  sealed interface Outcome {
    /// Accepted now, or earlier under the same key.
    record Accepted(List<String> ids, @Nullable String requestId) implements Outcome {}

    /// The free way is closed; nothing was sent.
    record ReplyClosed(String words) implements Outcome {}

    /// Too fast; nothing was sent.
    record TooFast(String words) implements Outcome {}

    /// The month's messages are used up; nothing was sent.
    record QuotaEnded(String words) implements Outcome {}

    /// The account's secrets are not taken; nothing was sent.
    record Unauthorised(String words) implements Outcome {}

    /// Refused for good; nothing was sent.
    record Refused(String words) implements Outcome {}

    /// The provider was surely not reached.
    record NotReached(String words) implements Outcome {}

    /// Nothing certain came back.
    record Unclear(String words) implements Outcome {}
  }
}
