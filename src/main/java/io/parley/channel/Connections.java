package io.parley.channel;

import io.parley.platform.Database;
import io.parley.platform.Ids;
import io.parley.platform.Problem;
import io.parley.platform.Settings;
import io.parley.platform.Worker;
import io.parley.platform.Workers;
import io.parley.platform.WorkspaceId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// The accounts of a merchant at providers: connected after the provider has confirmed the secrets, removed without
/// forgetting whom they knew. Their quota is read every ten minutes, so that the composer can show it.
@Component
public final class Connections {
  private static final Logger LOG = LoggerFactory.getLogger(Connections.class);
  private static final Duration QUOTA_POLL = Duration.ofSeconds(20);

  private final Database database;
  private final ConnectionStore store;
  private final Adapters adapters;
  private final Settings settings;
  private final Worker quotas;

  /// What it takes to connect an account.
  ///
  /// @param secrets whatever its adapter needs to be let in, by name; sealed before it is stored
  /// @param endpoints of a simulator; null for the provider itself
  /// @param publicUrl where the provider and the contacts reach Parley; null for `PARLEY_URL`
  public record Draft(
      String kind,
      String name,
      String accountId,
      Map<String, String> secrets,
      Account.@Nullable Endpoints endpoints,
      @Nullable String publicUrl) {
    public Draft {
      secrets = Map.copyOf(secrets);
    }

    /// An account that is opened by a secret, and a token if the merchant has one; without it tokens are issued as
    /// needed.
    public static Draft of(String kind, String name, String accountId, String secret, @Nullable String token) {
      var bare = new Draft(kind, name, accountId, Map.of("secret", secret), null, null);
      return token == null || token.isBlank() ? bare : new Draft(kind, name, accountId,
          Map.of("secret", secret, "token", token.strip()), null, null);
    }

    public Draft at(Account.@Nullable Endpoints stand, @Nullable String url) {
      return new Draft(kind, name, accountId, secrets, stand, url);
    }
  }

  Connections(Database database, ConnectionStore store, Adapters adapters, Settings settings, Workers workers) {
    this.database = database;
    this.store = store;
    this.adapters = adapters;
    this.settings = settings;
    this.quotas = workers.add("channel-quota", QUOTA_POLL, this::readQuotas);
  }

  /// Connects an account, once the provider has confirmed it. An account that was removed comes back under its old id.
  public ConnectionId connect(WorkspaceId workspace, Draft draft) {
    var account = account(workspace, draft);
    var identity = adapters.of(account).verify(account);
    var id = database.tenant(workspace, () -> {
      var added = store.add(account, draft.name, identity);
      added.ifPresent(kept -> store.keep(kept, workspace, account));
      return added;
    });
    quotas.wake();
    return id.orElseThrow(() ->
        Problem.conflict("connected", "這個帳號已經連接了", "This account is connected already"));
  }

  /// Asks the provider whether these secrets are right; refuses with a `Problem` that says which is not.
  public void verify(WorkspaceId workspace, Draft draft) {
    var account = account(workspace, draft);
    adapters.of(account).verify(account);
  }

  /// Gives a connection other secrets or another address of its provider, without asking the provider.
  public void keep(WorkspaceId workspace, ConnectionId id, Draft draft) {
    database.tenant(workspace, () -> store.keep(id, workspace, account(workspace, draft)));
  }

  public Optional<ConnectionId> find(WorkspaceId workspace, String kind, String name) {
    return database.tenant(workspace, () -> store.list(workspace)).stream()
        .filter(one -> one.kind().equals(kind) && one.name().equals(name))
        .map(Connection::id)
        .findFirst();
  }

  public void remove(WorkspaceId workspace, ConnectionId id) {
    if (!database.tenant(workspace, () -> store.remove(workspace, id))) {
      throw Problem.notFound();
    }
  }

  /// The address the provider is told to call.
  public String webhookUrl(Connection connection) {
    return "%s/hooks/%s/%s".formatted(settings.url(), connection.kind(), connection.id());
  }

  private Account account(WorkspaceId workspace, Draft draft) {
    return new Account(new ConnectionId(Ids.next()), workspace, draft.kind, draft.accountId, draft.secrets,
        draft.endpoints, Optional.ofNullable(draft.publicUrl).orElse(settings.url()), settings.url());
  }

  private boolean readQuotas() {
    for (var account : database.engine(store::withOldQuota)) {
      Sending.Quota quota = null;
      try {
        quota = adapters.of(account).quota(account).orElse(null);
      } catch (RuntimeException untold) {
        LOG.debug("{} did not tell its quota", account, untold);
      }
      var told = quota;
      database.engine(() -> store.quota(account, told));
    }
    return false;
  }
}
