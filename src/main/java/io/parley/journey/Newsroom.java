package io.parley.journey;

import static java.util.stream.Collectors.toSet;

import io.parley.commerce.CartWords;
import io.parley.commerce.Money;
import io.parley.commerce.Product;
import io.parley.commerce.ProductHearing;
import io.parley.customer.Customers;
import io.parley.journey.flow.Keepsake;
import io.parley.journey.flow.Trigger;
import io.parley.platform.Clocks;
import io.parley.platform.Clockwork;
import io.parley.platform.Database;
import io.parley.platform.Due;
import io.parley.platform.WorkspaceId;
import io.parley.timeline.Batch;
import io.parley.timeline.FactKind;
import io.parley.workspace.Workspaces;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/// Good news about products, for those who looked at them since a journey went live: it can be had again, it costs
/// less. What is new is written down with the catalogue; people come in some hundred at a time.
@Component
class Newsroom implements ProductHearing, Due {
  private static final Set<String> LOOKED = Set.of("Product Viewed", "Viewed Product", "Product Clicked",
      "Product Added to Wishlist", "Product Waitlisted");
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final int AT_ONCE = 500;

  private final NewsStore store;
  private final Lives lives;
  private final Entering entering;
  private final Customers customers;
  private final Workspaces workspaces;
  private final Database database;
  private final Clocks clocks;

  Newsroom(NewsStore store, Lives lives, Entering entering, Customers customers, Workspaces workspaces,
      Database database, Clocks clocks, Clockwork clockwork) {
    this.store = store;
    this.lives = lives;
    this.entering = entering;
    this.customers = customers;
    this.workspaces = workspaces;
    this.database = database;
    this.clocks = clocks;
    clockwork.add("journey news", POLL, store::waiting, this);
  }

  void interested(Live live, Batch batch) {
    var some = new ArrayList<NewsStore.Interest>();
    live.doors().forEach(door -> {
      if (door.flow().trigger() instanceof Trigger.Changed changed) {
        batch.facts(FactKind.TRACK).filter(fact -> LOOKED.contains(fact.name())).forEach(fact ->
            Keepsake.products(fact.properties()).stream()
                .filter(product -> changed.products().isEmpty() || changed.products().contains(product))
                .forEach(product -> some.add(new NewsStore.Interest(door.path().journey(), fact.identity(), product,
                    fact.at()))));
      }
    });
    store.interested(batch.workspace(), some);
  }

  @Override
  public void changed(WorkspaceId workspace, List<Change> changes) {
    var news = new ArrayList<NewsStore.News>();
    var now = clocks.now(workspace);
    lives.of(workspace).doors().forEach(door -> {
      if (door.flow().trigger() instanceof Trigger.Changed wanted) {
        changes.stream().filter(change -> fits(wanted, change)).forEach(change -> news.add(NewsStore.News.of(
            door.path().journey(), change.product().id(), now, said(workspace, change.product()))));
      }
    });
    store.tell(workspace, news);
  }

  private static boolean fits(Trigger.Changed wanted, Change change) {
    var what = change.kind() == Kind.BACK_IN_STOCK ? Trigger.What.STOCK : Trigger.What.PRICE;
    return wanted.what() == what
        && (wanted.products().isEmpty() || wanted.products().contains(change.product().id()));
  }

  private Map<String, String> said(WorkspaceId workspace, Product product) {
    var said = new TreeMap<>(Map.of("product.name", product.name()));
    var price = product.priceNow();
    if (price != null) {
      said.put("product.price", CartWords.money(new Money(price, workspaces.get(workspace).currency())));
    }
    if (product.url() != null) {
      said.put("product.link", product.url());
    }
    return said;
  }

  @Override
  public Optional<Instant> next(WorkspaceId workspace) {
    return database.engine(() -> store.next(workspace));
  }

  @Override
  public boolean pass(WorkspaceId workspace, Instant now) {
    return database.engine(() -> {
      var claimed = store.claim(workspace, now);
      claimed.ifPresent(news -> tell(workspace, news));
      return claimed.isPresent();
    });
  }

  private void tell(WorkspaceId workspace, NewsStore.News news) {
    var live = lives.of(workspace);
    var door = live.door(news.journey());
    if (door.isEmpty() || !(door.get().flow().trigger() instanceof Trigger.Changed changed)) {
      store.done(workspace, news, news.at());
      return;
    }
    var since = news.at().minus(Duration.ofDays(changed.days()));
    var some = store.wanting(workspace, news, since, AT_ONCE);
    customers.lock(workspace, some.stream().map(NewsStore.Wanting::customer).collect(toSet()));
    entering.enter(workspace, live, some.stream().map(one -> new Candidate(door.get(), one.identity(), one.customer(),
        news.at(), news.product() + "@" + news.at(), new Keepsake(news.at(), 0, null, null, List.of(news.product()),
            news.said()))).toList());
    if (some.size() == AT_ONCE) {
      store.move(workspace, news, some.getLast().identity());
    } else {
      store.done(workspace, news, since);
    }
  }
}
