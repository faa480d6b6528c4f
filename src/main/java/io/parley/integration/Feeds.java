package io.parley.integration;

import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.Ids;
import io.parley.platform.Outside;
import io.parley.platform.Problem;
import io.parley.platform.Worker;
import io.parley.platform.Workers;
import io.parley.platform.WorkspaceId;
import io.parley.workspace.Workspaces;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Product feeds that are read from an address once a day, through the guarded client. Each reading is an import like
/// any other, which checks and runs by itself.
@Component
final class Feeds {
  private static final Logger LOG = LoggerFactory.getLogger(Feeds.class);
  private static final Duration POLL = Duration.ofSeconds(5);
  private static final Duration EVERY = Duration.ofDays(1);
  private static final Duration AGAIN_AFTER_FAILURE = Duration.ofHours(1);
  private static final int MOST_FEEDS = 10;
  private static final int LONGEST_ADDRESS = 2_000;

  private final FeedStore store;
  private final Imports imports;
  private final Outside outside;
  private final Workspaces workspaces;
  private final Database database;
  private final Clocks clocks;
  private final Worker worker;

  Feeds(FeedStore store, Imports imports, Outside outside, Workspaces workspaces, Database database, Clocks clocks,
      Workers workers) {
    this.store = store;
    this.imports = imports;
    this.outside = outside;
    this.workspaces = workspaces;
    this.database = database;
    this.clocks = clocks;
    this.worker = workers.add("feeds", POLL, this::round);
  }

  FeedStore.Feed add(WorkspaceId workspace, String url) {
    var address = address(url);
    var id = Ids.next();
    database.tenant(workspace, () -> {
      if (store.all(workspace).size() >= MOST_FEEDS) {
        throw new Says("最多 10 個商品檔", "Up to 10 feeds").problem("too_many");
      }
      if (!store.insert(id, workspace, address, clocks.wall())) {
        throw new Says("這個網址已經在讀了", "This address is being read already").problem("twice");
      }
    });
    worker.wake();
    return get(workspace, id);
  }

  private static String address(String url) {
    var plain = url.strip();
    try {
      var uri = URI.create(plain);
      if (uri.getHost() != null && List.of("http", "https").contains(String.valueOf(uri.getScheme()).toLowerCase(
          Locale.ROOT)) && plain.length() <= LONGEST_ADDRESS && uri.getUserInfo() == null) {
        return plain;
      }
    } catch (IllegalArgumentException notAnAddress) {
      throw bad();
    }
    throw bad();
  }

  private static Problem bad() {
    return new Says("請填商品檔的網址，以 https:// 開頭", "Give the feed's address, beginning with https://").problem("url");
  }

  List<FeedStore.Feed> all(WorkspaceId workspace) {
    return database.tenant(workspace, () -> store.all(workspace));
  }

  FeedStore.Feed get(WorkspaceId workspace, UUID id) {
    return all(workspace).stream().filter(feed -> feed.id().equals(id)).findFirst().orElseThrow(Problem::notFound);
  }

  FeedStore.Feed readNow(WorkspaceId workspace, UUID id) {
    get(workspace, id);
    database.tenant(workspace, () -> store.due(workspace, id, clocks.wall()));
    worker.wake();
    return get(workspace, id);
  }

  void remove(WorkspaceId workspace, UUID id) {
    database.tenant(workspace, () -> store.delete(workspace, id));
  }

  /// Reads one feed that is due. Its next time is written down before it is read, so that a feed which brings us down
  /// is not read again at once.
  private boolean round() {
    var now = clocks.wall();
    var due = database.engine(() -> store.claim(now, now.plus(AGAIN_AFTER_FAILURE)));
    if (due.isEmpty()) {
      return false;
    }
    var feed = due.get();
    try {
      var brought = bring(feed);
      database.tenant(feed.workspace(), () -> store.read(feed, brought, clocks.wall(), clocks.wall().plus(EVERY)));
    } catch (Problem told) {
      fail(feed, new Says(told.sentence(Locale.TRADITIONAL_CHINESE), told.sentence(Locale.ENGLISH)));
    } catch (Outside.Forbidden inside) {
      fail(feed, new Says("這個網址不能讀：要 https，而且不能是內部網路", "This address is not read: https only, and no inner network"));
    } catch (Outside.Unreachable away) {
      fail(feed, new Says("連不上這個網址，一小時後再試", "The address did not answer. It is tried again in an hour"));
    } catch (IllegalArgumentException garbled) {
      LOG.info("Feed {} cannot be asked for: {}", feed.id(), garbled.toString());
      fail(feed, new Says("這個網址讀不出商品檔", "No feed can be read from this address"));
    }
    return true;
  }

  private ImportId bring(FeedStore.Feed feed) {
    var answer = outside.send(HttpRequest.newBuilder(URI.create(feed.url())).GET());
    if (answer.statusCode() != 200) {
      throw new Says("網址回了 %d".formatted(answer.statusCode()), "The address answered %d".formatted(
          answer.statusCode())).problem("status");
    }
    var workspace = feed.workspace();
    var one = imports.take(workspace, new Imports.Brought(feed.url(), null, true),
        new ByteArrayInputStream(answer.body()));
    var found = imports.preview(workspace, one.id(), null, null);
    var mapping = Mapping.guess(found.headings(), Kind.PRODUCTS, workspaces.get(workspace).currency(),
        List.of());
    return imports.check(workspace, one.id(), found.reading(), mapping).id();
  }

  private void fail(FeedStore.Feed feed, Says why) {
    database.tenant(feed.workspace(), () -> store.fail(feed, why));
  }
}
