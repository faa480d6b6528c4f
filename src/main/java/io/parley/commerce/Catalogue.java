package io.parley.commerce;

import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/// What the shop sells. Every method joins the running transaction, or runs in one of its own.
@Component
public final class Catalogue {
  static final int MOST_KNOWN = 100_000;

  private final ProductStore store;
  private final Database database;
  private final Clocks clocks;
  private final ObjectProvider<ProductHearing> hearing;
  private final Set<Known> known = ConcurrentHashMap.newKeySet();

  private record Known(WorkspaceId workspace, String id) {}

  Catalogue(ProductStore store, Database database, Clocks clocks, ObjectProvider<ProductHearing> hearing) {
    this.store = store;
    this.database = database;
    this.clocks = clocks;
    this.hearing = hearing;
  }

  /// Puts products of the merchant into the catalogue, in place of what is there under their ids.
  public void put(WorkspaceId workspace, List<Product> products) {
    var once = once(products);
    database.tenant(workspace, () -> {
      var before = get(workspace, once.stream().map(Product::id).toList());
      store.save(workspace, once, true, clocks.now(workspace));
      var news = once.stream().filter(product -> before.containsKey(product.id()))
          .flatMap(product -> product.newsSince(Objects.requireNonNull(before.get(product.id()))).stream()).toList();
      if (!news.isEmpty()) {
        hearing.forEach(one -> one.changed(workspace, news));
      }
    });
  }

  /// Products whose name or id contains the text, in either case; the empty text finds all.
  public List<Product> find(WorkspaceId workspace, String query, int limit) {
    return database.tenant(workspace, () -> store.find(workspace, query.strip(), limit));
  }

  /// The known ones of these products, by id.
  public Map<String, Product> get(WorkspaceId workspace, Collection<String> ids) {
    return database.tenant(workspace, () -> store.byIds(workspace, ids)).stream()
        .collect(Collectors.toMap(Product::id, Function.identity()));
  }

  /// Learns products that pages told of. Only those this node has not met before cost a statement.
  void learn(WorkspaceId workspace, List<Product> seen) {
    var fresh = once(seen.stream().filter(product -> !known.contains(new Known(workspace, product.id()))).toList());
    if (fresh.isEmpty()) {
      return;
    }
    store.save(workspace, fresh, false, clocks.now(workspace));
    database.afterCommit(() -> {
      if (known.size() > MOST_KNOWN) {
        known.clear();
      }
      fresh.forEach(product -> known.add(new Known(workspace, product.id())));
    });
  }

  private static List<Product> once(List<Product> products) {
    return List.copyOf(products.stream()
        .collect(Collectors.toMap(Product::id, Function.identity(), (first, second) -> first))
        .values());
  }
}
