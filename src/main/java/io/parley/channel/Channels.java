package io.parley.channel;

import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.Problem;
import io.parley.platform.WorkspaceId;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// The door of channels: what others ask of the border.
@Component
public final class Channels {
  /// LINE says a reply token lives "about a minute"; this leaves it ten seconds for the way.
  static final Duration REPLY_FRESH = Duration.ofSeconds(50);

  private static final Logger LOG = LoggerFactory.getLogger(Channels.class);
  private static final Duration TYPING_EVERY = Duration.ofSeconds(15);
  private static final int TYPING_KNOWN = 10_000;

  private final Database database;
  private final Clocks clocks;
  private final Stores stores;
  private final Adapters adapters;
  private final OutgoingWorker worker;
  private final ParcelWorker parcels;
  private final JsonMapper json;
  private final ObjectProvider<Simulated> simulated;
  private final Map<OutgoingStore.To, Instant> typing = new ConcurrentHashMap<>();

  Channels(Database database, Clocks clocks, Stores stores, Adapters adapters, OutgoingWorker worker,
      ParcelWorker parcels, JsonMapper json, ObjectProvider<Simulated> simulated) {
    this.database = database;
    this.clocks = clocks;
    this.stores = stores;
    this.adapters = adapters;
    this.worker = worker;
    this.parcels = parcels;
    this.json = json;
    this.simulated = simulated;
  }

  /// Writes a message down in the caller's transaction; a worker sends it after the commit, in the order written per
  /// contact, and tells `Receipts` what came of it. Refuses, with a `Problem`, what the channel could never carry. The
  /// same id again changes nothing.
  public void send(Outgoing outgoing) {
    send(List.of(outgoing));
  }

  /// As for one, for many of one or several workspaces, in four statements.
  public void send(Collection<Outgoing> many) {
    many.stream().collect(Collectors.groupingBy(Outgoing::workspace)).forEach((workspace, mine) ->
        database.tenant(workspace, () -> {
          var accounts = stores.connections().accounts(
              mine.stream().map(Outgoing::connection).collect(Collectors.toSet()));
          for (var outgoing : mine) {
            var account = Optional.ofNullable(accounts.get(outgoing.connection()))
                .filter(found -> found.workspace().equals(workspace)).orElseThrow(Problem::notFound);
            adapters.of(account).check(account, outgoing.content());
          }
          stores.contacts().ensure(workspace, mine);
          var writer = json.writerFor(Content.class);
          if (stores.outgoings().plan(workspace, mine, one -> writer.writeValueAsString(one.content())) > 0) {
            database.afterCommit(worker::wake);
          }
        }));
  }

  /// Those of the messages that their channels could never carry, and why.
  public Map<OutgoingId, Problem> refusals(WorkspaceId workspace, Collection<Outgoing> many) {
    if (many.isEmpty()) {
      return Map.of();
    }
    var accounts = database.tenant(workspace, () -> stores.connections().accounts(
        many.stream().map(Outgoing::connection).collect(Collectors.toSet())));
    var refusals = new HashMap<OutgoingId, Problem>();
    var looked = new HashMap<Same, Optional<Problem>>();
    for (var outgoing : many) {
      looked.computeIfAbsent(new Same(outgoing.connection(), outgoing.content()),
              same -> refusal(workspace, accounts.get(same.connection), same.content))
          .ifPresent(why -> refusals.put(outgoing.id(), why));
    }
    return refusals;
  }

  /// What many say alike is looked at once.
  private record Same(ConnectionId connection, Content content) {}

  private Optional<Problem> refusal(WorkspaceId workspace, @Nullable Account account, Content content) {
    try {
      if (account == null || !account.workspace().equals(workspace)) {
        throw Problem.notFound();
      }
      adapters.of(account).check(account, content);
      return Optional.empty();
    } catch (Problem why) {
      return Optional.of(why);
    }
  }

  /// Writes down one message to many, as `send` does for each; false, and nothing done, if the provider has no call for
  /// many. What becomes of its shares is told together.
  public boolean sendTogether(Parcel parcel) {
    return database.tenant(parcel.workspace(), () -> {
      var account = account(parcel.workspace(), parcel.connection());
      if (adapters.of(account).mostTogether() < 2) {
        return false;
      }
      adapters.of(account).check(account, parcel.content());
      parcels.plan(account, parcel);
      return true;
    });
  }

  /// Those of the ids that went as messages of their own, not as shares of a parcel.
  public Set<OutgoingId> alone(WorkspaceId workspace, Collection<OutgoingId> ids) {
    return database.tenant(workspace, () -> stores.outgoings().known(workspace, ids));
  }

  /// How many messages of a workspace are written down and not settled, counted up to 20,000.
  public long underway(WorkspaceId workspace) {
    return database.engine(() -> stores.outgoings().underway(workspace));
  }

  /// A connection as far as it matters to whoever has something to send by it.
  ///
  /// @param quotaLeft messages of the month, less those that are on their way; null if there is no limit, or none known
  public record Line(ConnectionId id, String kind, @Nullable Long quotaLeft) {}

  /// The connections that stand.
  public List<Line> lines(WorkspaceId workspace) {
    return database.tenant(workspace, () -> stores.connections().lines(workspace));
  }

  /// A contact as a message would find it. `until` is when the free way ends, by the workspace's clock; null if there
  /// is none.
  public record Reach(ConnectionId connection, String address, boolean blocked, @Nullable Instant until) {}

  /// What is known of these contacts; those of whom nothing is are left out.
  public List<Reach> reaches(WorkspaceId workspace, Collection<String> addresses) {
    var ahead = Duration.between(clocks.wall(), clocks.now(workspace));
    return addresses.isEmpty() ? List.of()
        : database.tenant(workspace, () -> stores.contacts().reaches(workspace, addresses)).stream()
            .map(one -> one.until == null ? one
                : new Reach(one.connection, one.address, one.blocked, one.until.plus(ahead)))
            .toList();
  }

  /// How a message to this contact would go out now. Asks the database only.
  public Sending sendingState(WorkspaceId workspace, ConnectionId connection, String address) {
    var now = database.tenant(workspace, () -> stores.contacts().composer(workspace, connection, address))
        .orElseThrow(Problem::notFound);
    var until = now.until();
    var ahead = Duration.between(clocks.wall(), clocks.now(workspace));
    return new Sending(
        until == null || now.blocked() ? Way.PUSH : Way.REPLY,
        until == null || now.blocked() ? null : until.plus(ahead),
        now.quota(),
        now.blocked(),
        now.blockedReason());
  }

  public List<Connection> connections(WorkspaceId workspace) {
    return database.tenant(workspace, () -> stores.connections().list(workspace));
  }

  public Optional<Contact> contact(WorkspaceId workspace, ConnectionId connection, String address) {
    return database.tenant(workspace, () -> stores.contacts().find(workspace, connection, address));
  }

  /// Which of these addresses a message of this kind of channel would reach: known to a connection that stands, and not
  /// blocking us.
  public Set<String> reached(WorkspaceId workspace, String kind, Collection<String> addresses) {
    return addresses.isEmpty() ? Set.of()
        : database.tenant(workspace, () -> stores.contacts().reached(workspace, kind, addresses));
  }

  /// A token by which the contact may link their account with the merchant's, good for ten minutes and one use. Put it
  /// on the merchant's page as `?linkToken=`. Calls the provider: not inside a transaction.
  public String linkToken(WorkspaceId workspace, ConnectionId connection, String address) {
    if (database.inTransaction()) {
      throw new IllegalStateException("The provider is not called inside a transaction");
    }
    var account = database.tenant(workspace, () -> account(workspace, connection));
    return linking(account).linkToken(account, address);
  }

  /// Where the browser of a signed-in visitor goes with the link token. `nonce` comes back in `Happening.Linked`: 10 to
  /// 255 characters, of at least 128 random bits.
  public URI linkDialog(WorkspaceId workspace, ConnectionId connection, String linkToken, String nonce) {
    if (nonce.length() < 10 || nonce.length() > 255) {
      throw new IllegalArgumentException("A nonce has 10 to 255 characters, not " + nonce.length());
    }
    var account = database.tenant(workspace, () -> account(workspace, connection));
    return linking(account).linkDialog(account, linkToken, nonce);
  }

  private Adapter.Linking linking(Account account) {
    if (adapters.of(account) instanceof Adapter.Linking linking) {
      return linking;
    }
    throw Problem.invalid("no_linking", "這個通路不能連結帳號", "Accounts cannot be linked on this channel");
  }

  /// Where a phone opens LINE at the chat with the shop, these words written already, to be sent by one tap
  /// (developers.line.biz, "Using LINE URL schemes": oaMessage). Empty without a LINE account that works.
  public Optional<String> sayUrl(WorkspaceId workspace, String words) {
    return chat(workspace).map(one -> one.apply(words));
  }

  /// The same for many words: they are given one by one, the account is asked for once.
  public Optional<UnaryOperator<String>> chat(WorkspaceId workspace) {
    var line = connections(workspace).stream().filter(one -> one.kind().equals("line") && one.working()).findFirst();
    return line.flatMap(one -> {
      var stand = simulated.stream().filter(it -> it.sayUrl(workspace, one.kind(), "").isPresent()).findFirst();
      if (stand.isPresent()) {
        return Optional.of(words -> stand.get().sayUrl(workspace, one.kind(), words).orElseThrow());
      }
      return Optional.ofNullable(one.addUrl()).map(add -> words -> add.replace("/R/ti/p/", "/R/oaMessage/") + "/?"
          + URLEncoder.encode(words, StandardCharsets.UTF_8).replace("+", "%20"));
    });
  }

  /// Shows the contact that an answer is being written, where the channel can. Never fails, never waits.
  public void typing(WorkspaceId workspace, ConnectionId connection, String address) {
    var to = new OutgoingStore.To(connection, address);
    var now = clocks.wall();
    var last = typing.get(to);
    if (last != null && Duration.between(last, now).compareTo(TYPING_EVERY) < 0) {
      return;
    }
    if (typing.size() > TYPING_KNOWN) {
      typing.clear();
    }
    typing.put(to, now);
    Thread.ofVirtual().name("typing").start(() -> {
      try {
        var account = database.tenant(workspace, () -> account(workspace, connection));
        adapters.of(account).typing(account, address);
      } catch (RuntimeException unimportant) {
        LOG.debug("Typing was not shown on {}", connection, unimportant);
      }
    });
  }

  private Account account(WorkspaceId workspace, ConnectionId connection) {
    return stores.connections().account(connection)
        .filter(found -> found.workspace().equals(workspace))
        .orElseThrow(Problem::notFound);
  }
}
