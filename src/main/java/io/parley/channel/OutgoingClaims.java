package io.parley.channel;

import static java.util.Objects.requireNonNull;

import io.parley.channel.OutgoingStore.Claimed;
import io.parley.channel.OutgoingStore.Next;
import io.parley.platform.Clocks;
import io.parley.platform.Ids;
import io.parley.platform.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Takes what is due out of the outbox, in the running transaction: chooses, uses up the reply tokens, writes the exact
/// words and whose claim it is.
///
/// Whatever is claimed looks, when this process dies, as if its provider had been called. So only what may be told
/// again is claimed before somebody is free to call: a push that its provider would recognise. A reply and a mail are
/// claimed when they are called.
@Component
final class OutgoingClaims {
  private static final Logger LOG = LoggerFactory.getLogger(OutgoingClaims.class);

  private final Clocks clocks;
  private final Stores stores;
  private final Adapters adapters;
  private final JsonMapper json;

  /// A claimed row, ready to be sent.
  record Ready(Claimed row, UUID claim, Account account, Way way, String request, @Nullable String token) {}

  /// What a claim took: rows to send, and rows about which there is nothing to ask the provider. `halted` if it ended
  /// before a row that must wait until it can be called.
  record Taken(List<Ready> ready, Map<Claimed, Verdict> decided, boolean halted) {
    boolean something() {
      return !ready.isEmpty() || !decided.isEmpty();
    }
  }

  OutgoingClaims(Clocks clocks, Stores stores, Adapters adapters, JsonMapper json) {
    this.clocks = clocks;
    this.stores = stores;
    this.adapters = adapters;
    this.json = json;
  }

  /// At most `most` rows in their order. So many as there are `hands` free are called at once; those behind them wait,
  /// and the first that must not wait ends the claim: nobody goes before her turn.
  Taken take(int hands, int most) {
    var due = stores.outgoings().due(most);
    var accounts = stores.connections().accounts(
        due.stream().map(next -> next.row().connection()).collect(Collectors.toSet()));
    var decided = new LinkedHashMap<Claimed, Verdict>();
    var chosen = new ArrayList<Next>();
    for (var next : due) {
      var account = accounts.get(next.row().connection());
      if (account == null) {
        decided.put(next.row(), Verdict.failed(
            "這個通路已經移除，或它的密鑰打不開 · This channel was removed, or its secret cannot be opened"));
      } else if (next.blocked() != null) {
        decided.put(next.row(), Verdict.skipped(next.blocked()));
      } else if (chosen.size() < hands || mayWait(next, account)) {
        chosen.add(next);
      } else {
        break;
      }
    }
    var halted = chosen.size() + decided.size() < due.size();
    return new Taken(prepared(chosen, accounts, decided), decided, halted);
  }

  private boolean mayWait(Next next, Account account) {
    return !next.answers() && adapters.of(account).can().keyed();
  }

  /// Marks them as being sent. Those that cannot be are decided about.
  private List<Ready> prepared(List<Next> chosen, Map<ConnectionId, Account> accounts, Map<Claimed, Verdict> decided) {
    var tokens = stores.outgoings().takeTokens(
        chosen.stream().filter(Next::answers).map(next -> next.row().to()).toList());
    var ready = new ArrayList<Ready>();
    for (var next : chosen) {
      var row = next.row();
      var account = requireNonNull(accounts.get(row.connection()));
      var token = tokens.get(row.to());
      if (token == null && row.pausedUntil() != null) {
        decided.put(row, Verdict.held(row.way(), "對方的服務暫時限速 · Slowed down by the provider",
            Duration.between(clocks.wall(), row.pausedUntil())));
        continue;
      }
      try {
        ready.add(new Ready(row, Ids.next(), account, token == null ? Way.PUSH : Way.REPLY,
            request(row, account, token), token));
      } catch (Problem | JacksonException unsendable) {
        LOG.warn("Message {} cannot be put into the provider's words", row.id().value(), unsendable);
        decided.put(row, Verdict.failed(String.valueOf(unsendable.getMessage())));
      }
    }
    if (!ready.isEmpty()) {
      stores.outgoings().sending(ready.stream().map(one ->
          new OutgoingStore.Try(one.row, one.claim, one.way, one.request)).toList());
    }
    return ready;
  }

  /// The first try's words for every repetition; `token` null means push.
  private String request(Claimed row, Account account, @Nullable String token) {
    return row.request() != null
        ? row.request()
        : adapters.of(account).request(account, new Outgoing(row.id(), row.workspace(), row.connection(),
            row.address(), json.readValue(row.payload(), Content.class), false), token);
  }
}
