package io.parley.workspace;

import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.Ids;
import io.parley.platform.Problem;
import io.parley.platform.Secrets;
import io.parley.platform.WorkspaceId;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// The tenants. Reading one by its write key is on the path of every event, so it is cached for two seconds.
@Component
public final class Workspaces {
  private static final Duration FRESH = Duration.ofSeconds(2);
  private static final int MAX_CACHED = 10_000;
  private static final int MAX_SITES = 20;

  private final WorkspaceStore store;
  private final Database database;
  private final Clocks clocks;
  private final Map<Object, Cached> cache = new ConcurrentHashMap<>();

  private record Cached(Optional<Workspace> workspace, Instant readAt) {}

  Workspaces(WorkspaceStore store, Database database, Clocks clocks) {
    this.store = store;
    this.database = database;
    this.clocks = clocks;
  }

  public Optional<Workspace> byWriteKey(String writeKey) {
    return cached(writeKey, () -> store.byWriteKey(writeKey));
  }

  public Workspace get(WorkspaceId id) {
    return cached(id, () -> store.byId(id)).orElseThrow(Problem::notFound);
  }

  public List<Workspace> all() {
    return database.engine(store::all);
  }

  /// A new merchant. `locale` is a BCP 47 tag such as zh-Hant-TW, `timeZone` an IANA name, `currency` ISO 4217.
  public Workspace found(NewWorkspace fresh) {
    return database.engine(() -> store.insert(fresh, "wk_" + Ids.secret(), clocks.wall()));
  }

  public record NewWorkspace(
      String name,
      String locale,
      String timeZone,
      String currency,
      @Nullable String shopUrl,
      List<String> sites,
      Workspace.Persona persona) {}

  /// What a member may change of the workspace; null leaves a field as it is.
  public record WorkspaceChange(@Nullable String name, @Nullable String consentMode, @Nullable List<String> sites) {}

  public Workspace change(WorkspaceId id, WorkspaceChange change) {
    check(change);
    var changed = database.tenant(id, () -> {
      store.update(id, change);
      return store.byId(id).orElseThrow(Problem::notFound);
    });
    cache.clear();
    return changed;
  }

  /// Makes an API key and returns it; only its hash is kept.
  public String newKey(WorkspaceId id, String name, Set<Scope> scopes) {
    var key = "pk_" + Ids.secret();
    database.engine(() -> store.insertKey(id, name, Secrets.sha256(key), key.substring(key.length() - 4), scopes,
        clocks.wall()));
    return key;
  }

  private static void check(WorkspaceChange change) {
    if (change.name != null && (change.name.isBlank() || change.name.length() > 80)) {
      throw Problem.invalid("name", "名稱要有 1 到 80 個字", "A name has 1 to 80 characters");
    }
    if (change.consentMode != null && !List.of("notice", "ask").contains(change.consentMode)) {
      throw Problem.invalid("consent_mode", "同意方式只有「notice」或「ask」", "The consent mode is “notice” or “ask”");
    }
    if (change.sites != null) {
      checkSites(change.sites);
    }
  }

  private static void checkSites(List<String> sites) {
    if (sites.size() > MAX_SITES) {
      throw Problem.invalid("sites", "最多 20 個網站", "Up to 20 sites");
    }
    for (var site : sites) {
      try {
        var uri = URI.create(site);
        var plain = uri.getScheme() + "://" + uri.getAuthority();
        if (uri.getHost() != null && plain.equals(site) && List.of("http", "https").contains(uri.getScheme())) {
          continue;
        }
      } catch (IllegalArgumentException notAnAddress) {
        throw badSite(site);
      }
      throw badSite(site);
    }
  }

  private static Problem badSite(String site) {
    return Problem.invalid("sites", "「" + site + "」不是網站來源，請寫成 https://shop.example",
        "“" + site + "” is not an origin. Write it like https://shop.example");
  }

  private Optional<Workspace> cached(Object key, java.util.function.Supplier<Optional<Workspace>> read) {
    var known = cache.get(key);
    if (known == null || Duration.between(known.readAt, clocks.wall()).compareTo(FRESH) > 0) {
      if (cache.size() > MAX_CACHED) {
        cache.clear();
      }
      known = new Cached(database.apart(read), clocks.wall());
      cache.put(key, known);
    }
    return known.workspace;
  }

  List<ApiKey> keys(WorkspaceId id) {
    return new ArrayList<>(database.tenant(id, () -> store.keys(id)));
  }

  record ApiKey(java.util.UUID id, String name, String kind, List<String> scopes, Instant createdAt, String lastFour) {}
}
