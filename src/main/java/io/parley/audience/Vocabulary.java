package io.parley.audience;

import io.parley.commerce.Catalogue;
import io.parley.commerce.Orders;
import io.parley.commerce.Product;
import io.parley.customer.Attributes;
import io.parley.customer.CustomerFilter;
import io.parley.customer.CustomerId;
import io.parley.customer.CustomerLine;
import io.parley.customer.Customers;
import io.parley.customer.DefinedAttribute;
import io.parley.customer.Tags;
import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// The words of this shop: what its events, their properties and its customers' attributes are called, with values to
/// choose from. Events are read of the customers seen last and of some taken by chance; so what nobody did for long may
/// be missing. Remembered for a minute.
@Component
class Vocabulary {
  private static final int MOST_WORDS = 100;
  private static final int MOST_EXAMPLES = 8;
  private static final int LONGEST_EXAMPLE = 120;
  private static final int LATEST_CUSTOMERS = 100;
  private static final int CHANCE_CUSTOMERS = 150;
  private static final int EVENTS_EACH = 60;
  private static final int MOST_DEPTH = 3;
  private static final Duration FRESH = Duration.ofMinutes(1);

  private final EventWords events;
  private final Customers customers;
  private final Tags tags;
  private final Attributes attributes;
  private final Catalogue catalogue;
  private final Orders orders;
  private final Database database;
  private final Clocks clocks;
  private final Map<WorkspaceId, Heard> heard = new ConcurrentHashMap<>();

  /// @param value what goes into a condition
  /// @param type `text`, `number`, `boolean`, or of a defined attribute also `date`, `datetime`, `choice` or `list`
  /// @param count how often it was met in what was looked at
  record Word(String value, @Nullable String label, @Nullable String type, int count, List<String> examples) {}

  private record Heard(Instant at, Map<String, Property> events, Map<String, Map<String, Property>> properties,
      Map<String, Property> attributes, Map<String, Property> identities) {}

  private static final class Property {
    private int count;
    private final Set<String> examples = new LinkedHashSet<>();
    private @Nullable String type;

    void meet(@Nullable JsonNode value) {
      count++;
      if (value == null || value.isNull()) {
        return;
      }
      type = value.isNumber() ? "number" : value.isBoolean() ? "boolean" : type == null ? "text" : type;
      var text = value.asString("");
      if (examples.size() < MOST_EXAMPLES && !text.isBlank()) {
        examples.add(text.length() > LONGEST_EXAMPLE ? text.substring(0, LONGEST_EXAMPLE) : text);
      }
    }

    Word word(String name) {
      return new Word(name, null, type, count, List.copyOf(examples));
    }
  }

  Vocabulary(EventWords events, Customers customers, Tags tags, Attributes attributes, Catalogue catalogue,
      Orders orders, Database database, Clocks clocks) {
    this.events = events;
    this.customers = customers;
    this.tags = tags;
    this.attributes = attributes;
    this.catalogue = catalogue;
    this.orders = orders;
    this.database = database;
    this.clocks = clocks;
  }

  List<Word> events(WorkspaceId workspace, String query) {
    return sorted(hear(workspace).events, query);
  }

  List<Word> properties(WorkspaceId workspace, String event, String query) {
    return sorted(hear(workspace).properties.getOrDefault(event, Map.of()), query);
  }

  /// What the merchant defined first, with its type and choices; then whatever else was told.
  List<Word> attributes(WorkspaceId workspace, String query) {
    var told = hear(workspace).attributes;
    var defined = attributes.all(workspace);
    var names = defined.stream().map(DefinedAttribute::name).toList();
    var others = sorted(told, query).stream().filter(word -> !names.contains(word.value));
    return Stream.concat(found(defined.stream().map(one -> {
      var heard = told.getOrDefault(one.name(), new Property());
      var examples = one.choices().isEmpty() ? List.copyOf(heard.examples) : one.choices();
      return new Word(one.name(), null, one.type().word(), heard.count, examples);
    }), query).stream(), others).toList();
  }

  List<Word> identities(WorkspaceId workspace, String query) {
    return sorted(hear(workspace).identities, query);
  }

  List<Word> tags(WorkspaceId workspace, String query) {
    return found(tags.names(workspace).values().stream().sorted()
        .map(name -> new Word(name, null, null, 0, List.of())), query);
  }

  List<Word> products(WorkspaceId workspace, String query) {
    return found(catalogue.find(workspace, query, MOST_WORDS).stream()
        .map(product -> new Word(product.id(), product.name(), null, 0, List.of())), "");
  }

  List<Word> categories(WorkspaceId workspace, String query) {
    return found(catalogue.find(workspace, "", MOST_WORDS).stream().map(Product::category)
        .filter(category -> category != null && !category.isBlank()).distinct().sorted()
        .map(category -> new Word(category, null, null, 0, List.of())), query);
  }

  /// By which orders came: `web`, `store`, the marketplaces that were imported.
  List<Word> orderChannels(WorkspaceId workspace, String query) {
    return found(orders.channels(workspace).entrySet().stream()
        .map(one -> new Word(one.getKey(), null, null, one.getValue(), List.of()))
        .sorted(Comparator.comparingInt(Word::count).reversed().thenComparing(Word::value)), query);
  }

  private static List<Word> sorted(Map<String, Property> words, String query) {
    return found(words.entrySet().stream().map(one -> one.getValue().word(one.getKey()))
        .sorted(Comparator.comparingInt(Word::count).reversed().thenComparing(Word::value)), query);
  }

  private static List<Word> found(Stream<Word> words, String query) {
    var wanted = query.strip().toLowerCase(Locale.ROOT);
    return words.filter(word -> word.value.toLowerCase(Locale.ROOT).contains(wanted)).limit(MOST_WORDS).toList();
  }

  private Heard hear(WorkspaceId workspace) {
    var known = heard.get(workspace);
    if (known != null && known.at.plus(FRESH).isAfter(clocks.wall())) {
      return known;
    }
    var fresh = new Heard(clocks.wall(), new TreeMap<>(), new HashMap<>(), new TreeMap<>(), new TreeMap<>());
    var some = database.tenant(workspace, () -> whom(workspace));
    events.each(workspace, some, EVENTS_EACH, (name, properties) -> {
      fresh.events.computeIfAbsent(name, _ -> new Property()).meet(null);
      meet(fresh.properties.computeIfAbsent(name, _ -> new TreeMap<>()), "", properties, 1);
    });
    database.tenant(workspace, () -> customers.known(workspace, some, true)).values().forEach(one -> {
      one.traits().forEach((name, trait) ->
          fresh.attributes.computeIfAbsent(name, _ -> new Property()).meet(trait.value()));
      one.identities().keySet().forEach(kind ->
          fresh.identities.computeIfAbsent(kind, _ -> new Property()).meet(null));
    });
    heard.put(workspace, fresh);
    return fresh;
  }

  private List<CustomerId> whom(WorkspaceId workspace) {
    var some = new LinkedHashSet<>(customers.page(workspace, CustomerFilter.EVERYBODY, Customers.Shown.LATEST,
        null, LATEST_CUSTOMERS)
        .items().stream().map(CustomerLine::id).toList());
    some.addAll(customers.some(workspace, CHANCE_CUSTOMERS));
    return new ArrayList<>(some);
  }

  /// Lists are looked into: `products.product_id` is a property of an order.
  private static void meet(Map<String, Property> into, String path, JsonNode node, int depth) {
    if (node.isArray()) {
      node.forEach(element -> meet(into, path, element, depth));
    } else if (node.isObject()) {
      if (depth <= MOST_DEPTH && into.size() < MOST_WORDS) {
        node.properties().forEach(one ->
            meet(into, path.isEmpty() ? one.getKey() : path + "." + one.getKey(), one.getValue(), depth + 1));
      }
    } else if (!path.isEmpty() && (into.containsKey(path) || into.size() < MOST_WORDS)) {
      into.computeIfAbsent(path, _ -> new Property()).meet(node);
    }
  }
}
