package io.parley.channel;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// One kind of channel: what its provider says and wants to hear. It keeps no state of its own but what it can get
/// again; accounts are data. Methods that call the provider say so and are never called inside a transaction.
///
/// What only some providers do is an interface of its own: `Hooked` ones call us, `Linking` ones let a contact show
/// that an account is hers. One that neither is called nor calls is read by a worker of the adapter's own, which
/// brings what it finds to `Intake`.
public interface Adapter {
  String kind();

  Can can();

  /// One event again, as `read` found it.
  Arrival readStored(String event);

  /// What an event means. Calls the provider if the event carries media.
  Incoming.Happening happening(Account account, String event);

  /// Calls the provider. Empty if it does not tell.
  default Optional<Profile> profile(Account account, String address) {
    return Optional.empty();
  }

  /// Refuses, with a `Problem`, what this channel could never carry.
  void check(Account account, Content content);

  /// What to send, as it is kept for every repetition. `replyToken` null means push. Called inside the transaction that
  /// claims the message.
  String request(Account account, Outgoing outgoing, @Nullable String replyToken);

  /// Calls the provider once. Every way it can end is an `Outcome`.
  Outcome send(Account account, OutgoingId key, Way way, String request);

  /// Calls the provider. Empty if it counts nothing.
  default Optional<Sending.Quota> quota(Account account) {
    return Optional.empty();
  }

  /// How many calls of one message each the provider takes in a second.
  default int aSecond() {
    return Integer.MAX_VALUE;
  }

  /// To how many contacts the same message can go in one call under one key; 1 where the provider has no such call.
  default int mostTogether() {
    return 1;
  }

  /// How many such calls to many the provider takes in a second.
  default int togetherASecond() {
    return Integer.MAX_VALUE;
  }

  /// The exact body of such a call.
  default String requestTogether(Account account, List<String> addresses, Content content) {
    throw new IllegalStateException(kind() + " has no call for many");
  }

  /// Calls the provider once, for all. Nobody got it unless it is `Accepted`.
  default Outcome sendTogether(Account account, OutgoingId key, String request) {
    throw new IllegalStateException(kind() + " has no call for many");
  }

  /// Calls the provider to see whether the secrets are right; refuses with a `Problem` that says which is not.
  Identity verify(Account account);

  /// Calls the provider; a failure is no loss.
  default void typing(Account account, String address) {}

  /// A provider that tells what happened by calling us.
  interface Hooked extends Adapter {
    /// True if the provider signed these bytes. A missing or malformed signature is false, never a failure.
    boolean authentic(Account account, byte[] body, UnaryOperator<@Nullable String> header);

    /// The events of one webhook body. Unknown kinds come along; only a body that is not the provider's at all is
    /// refused, with an `IllegalArgumentException`.
    List<Arrival> read(byte[] body);
  }

  /// A provider by whom a contact may show that an account is hers.
  interface Linking extends Adapter {
    /// Calls the provider.
    String linkToken(Account account, String address);

    URI linkDialog(Account account, String linkToken, String nonce);
  }

  /// What a kind of channel can do; the rules of sending and the screens go by it.
  ///
  /// @param keyed a repetition under the same key is recognised, so that an unclear push may be sent again
  /// @param counted a push costs one of the month's messages
  /// @param sends the kinds of content it carries
  /// @param textUnits the longest text, in UTF-16 units
  record Can(boolean keyed, boolean counted, Set<String> sends, int textUnits) {}

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

    /// There is no such contact; nothing was sent, and nothing ever will be.
    record Nobody(String words) implements Outcome {}

    /// The provider was surely not reached.
    record NotReached(String words) implements Outcome {}

    /// Nothing certain came back.
    record Unclear(String words) implements Outcome {}
  }
}
