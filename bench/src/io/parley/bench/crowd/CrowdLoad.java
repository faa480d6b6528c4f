package io.parley.bench.crowd;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;

/// Fills customers, identities, events, orders, carts and products as the fold of the same events would. Indexes are
/// dropped before and made after; what was loaded is analysed and vacuumed, as a database at rest is.
final class CrowdLoad {
  /// A customer's identities: her browser, her second one, her shop account.
  private static final int KINDS = 3;
  private static final int MEMBER = 2;
  private static final int CUSTOMER = 7;
  private static final List<String> TABLES = List.of("customer.customer", "customer.identity", "timeline.event",
      "commerce.customer_order", "commerce.cart");

  private final Crowd crowd;
  private final Connection database;
  private final int workspace;
  private final int[] customers;
  private final int[] identities;
  private final long[] metAt;
  private final long[] first;
  private final long[] last;
  private final int[] orders;
  private final long[] spent;
  private final BitSet viewed = new BitSet();
  private final Map<Integer, Cart> carts = new HashMap<>();
  private int made;
  private int known;
  private long position;

  private static final class Cart {
    int[] products = new int[0];
    long[] toldAt = new long[0];
    long emptiedAt;
    long updatedAt;
  }

  private record Ordered(Happening told, UUID identity) {}

  CrowdLoad(Crowd crowd, Connection database, int workspace) {
    this.crowd = crowd;
    this.database = database;
    this.workspace = workspace;
    this.customers = new int[crowd.people];
    this.identities = new int[crowd.people * KINDS];
    this.metAt = new long[crowd.people * KINDS];
    this.first = new long[crowd.people];
    this.last = new long[crowd.people];
    this.orders = new int[crowd.people];
    this.spent = new long[crowd.people];
  }

  long run() throws SQLException, IOException {
    execute("set session_replication_role = replica; set synchronous_commit = off; set maintenance_work_mem = '512MB'");
    for (var month = 0; month <= 13; month++) {
      execute("select timeline.make_month((timestamptz '%s' - interval '365 days' + interval '%d months')::date)"
          .formatted(crowd.end, month));
    }
    var indexes = dropIndexes();
    events();
    people();
    carts();
    products();
    for (var index : indexes) {
      execute(index);
    }
    execute("select setval(pg_get_serial_sequence('timeline.log', 'position'), %d)".formatted(position + 1_000));
    execute("""
        insert into timeline.receipt (workspace_id, accepted) values (%1$d, %2$d);
        insert into timeline.tally (workspace_id, folded) values (%1$d, %2$d)
        on conflict (workspace_id) do update set folded = tally.folded + excluded.folded
        """.formatted(workspace, position));
    for (var table : TABLES) {
      execute("vacuum (analyze) " + table);
    }
    execute("reset session_replication_role; reset synchronous_commit");
    return position;
  }

  private List<String> dropIndexes() throws SQLException {
    var made = new ArrayList<String>();
    for (var table : TABLES) {
      try (var statement = database.createStatement(); var rows = statement.executeQuery("""
          select i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) from pg_index i
          where i.indrelid = '%s'::regclass and not exists (select from pg_constraint where conindid = i.indexrelid)
          """.formatted(table))) {
        while (rows.next()) {
          made.add(rows.getString(2).replace(" ON ONLY ", " ON "));
          execute("drop index " + rows.getString(1));
        }
      }
    }
    return made;
  }

  private void events() throws SQLException, IOException {
    var ordered = new ArrayList<Ordered>();
    try (var rows = new Rows(database, """
        timeline.event (position, workspace_id, identity_id, at, received_at, kind, name, url, title, channel, text,
          properties)""")) {
      crowd.sessions(session -> {
        for (var one : session.happenings()) {
          ordered.addAll(event(rows, one));
        }
      });
    }
    try (var rows = new Rows(database, """
        commerce.customer_order (id, workspace_id, channel, number, identity_id, placed_at, state, revenue, total, refunded,
          currency, lines, updated_at)""")) {
      for (var n = 0; n < ordered.size(); n++) {
        order(rows, ordered.get(n), n);
      }
    }
  }

  private List<Ordered> event(Rows rows, Happening one) {
    var number = one.person().number;
    var identity = Rows.id(meet(one), 0);
    var at = one.atMillis();
    first[number] = first[number] == 0 ? at : Math.min(first[number], at);
    last[number] = Math.max(last[number], at);
    var page = one.type().equals("page");
    rows.add(++position).add(workspace).add(identity).time(at).time(at + 200).add(one.type()).add(one.name())
        .add(page ? between(one.properties(), "\"url\":\"") : null)
        .add(page ? between(one.properties(), "\"title\":\"") : null).add("web").add(null).add(one.properties());
    end(rows);
    if (one.name().equals("Product Viewed")) {
      viewed.set(one.product());
    } else if (one.name().equals("Product Added")) {
      var cart = carts.computeIfAbsent(owner(one), i -> new Cart());
      cart.products = java.util.Arrays.copyOf(cart.products, cart.products.length + 1);
      cart.products[cart.products.length - 1] = one.product();
      cart.toldAt = java.util.Arrays.copyOf(cart.toldAt, cart.products.length);
      cart.toldAt[cart.products.length - 1] = at;
      cart.updatedAt = at;
    } else if (one.name().equals("Order Completed")) {
      orders[number]++;
      spent[number] += one.quantity();
      empty(carts.computeIfAbsent(owner(one), i -> new Cart()), at);
      return List.of(new Ordered(one, identity));
    }
    return List.of();
  }

  private static void end(Rows rows) {
    try {
      rows.end();
    } catch (IOException failure) {
      throw new java.io.UncheckedIOException(failure);
    }
  }

  private static void empty(Cart cart, long at) {
    cart.products = new int[0];
    cart.toldAt = new long[0];
    cart.emptiedAt = at;
    cart.updatedAt = at;
  }

  private static int owner(Happening one) {
    return one.person().number * KINDS + (one.signedIn() ? MEMBER : one.visitor().charAt(0) - 'a');
  }

  /// Her customer and identities come to be when they are first met. Returns the number of the one the event is of.
  private int meet(Happening one) {
    var number = one.person().number;
    if (customers[number] == 0) {
      customers[number] = ++made;
    }
    meet(number * KINDS + (one.visitor().charAt(0) - 'a'), one.atMillis());
    if (one.signedIn()) {
      meet(number * KINDS + MEMBER, one.atMillis());
    }
    return identities[owner(one)];
  }

  private void meet(int which, long at) {
    if (identities[which] == 0) {
      identities[which] = ++known;
      metAt[which] = at;
    }
  }

  private void order(Rows rows, Ordered one, int n) throws IOException {
    var properties = one.told.properties();
    rows.add(Rows.id(n, 1)).add(workspace).add("web")
        .add(between(properties, "\"order_id\":\"")).add(one.identity).time(one.told.atMillis()).add("placed")
        .add(one.told.quantity()).add(one.told.quantity()).add(0).add("TWD")
        .add(items(properties)).time(one.told.atMillis());
    rows.end();
  }

  /// The lines as the order keeps them.
  private static String items(String properties) {
    var lines = new ArrayList<String>();
    for (var at = properties.indexOf("\"product_id\":\"P"); at >= 0; at = properties.indexOf("\"product_id\":\"P", at + 1)) {
      lines.add(item(Integer.parseInt(properties.substring(at + 15, at + 19)), 1));
    }
    return "[" + String.join(",", lines) + "]";
  }

  private static String item(int product, int quantity) {
    return ("{\"productId\":\"%s\",\"name\":\"%s\",\"quantity\":%d,\"price\":%d,\"imageUrl\":null,"
        + "\"sku\":null,\"variant\":null}").formatted(
        Shelf.id(product), Shelf.name(product), quantity, Shelf.price(product));
  }

  private void people() throws SQLException, IOException {
    try (var rows = new Rows(database, """
        customer.customer (id, workspace_id, name, email, phone, attributes, first_seen_at, last_seen_at, search,
          created_at, kinds, orders, spent)""")) {
      for (var number = 0; number < crowd.people; number++) {
        customer(rows, crowd.person(number));
      }
    }
    try (var rows = new Rows(database, """
        customer.identity (id, workspace_id, kind, value, customer_id, home, met_at, evidence, linked_at, traits)""")) {
      for (var which = 0; which < identities.length; which++) {
        if (identities[which] != 0) {
          identity(rows, which);
        }
      }
    }
  }

  private void customer(Rows rows, Person person) throws IOException {
    var number = person.number;
    var member = identities[number * KINDS + MEMBER] != 0;
    var traits = member ? person.traits() : Map.<String, String>of();
    var attributes = new StringBuilder("{");
    traits.forEach((trait, value) -> attributes.append(attributes.length() > 1 ? "," : "").append('"').append(trait)
        .append("\":\"").append(value).append('"'));
    rows.add(Rows.id(customers[number], CUSTOMER)).add(workspace).add(traits.get("name")).add(traits.get("email"))
        .add(traits.get("phone")).add(attributes.append('}').toString()).time(first[number]).time(last[number])
        .add(member ? search(person, traits) : "").time(first[number])
        .add(member ? "{member,visitor}" : "{visitor}").add(orders[number]).add(spent[number]);
    rows.end();
  }

  private static String search(Person person, Map<String, String> traits) {
    var phone = traits.get("phone");
    return (traits.get("name") + "\n" + traits.get("email") + "\n"
        + (phone == null ? "" : phone.replaceAll("\\D", "") + "\n") + person.member()).toLowerCase(java.util.Locale.ROOT);
  }

  private void identity(Rows rows, int which) throws IOException {
    var person = crowd.person(which / KINDS);
    var kind = which % KINDS;
    var customer = Rows.id(customers[person.number], CUSTOMER);
    var traits = new StringBuilder("{");
    if (kind == MEMBER) {
      person.traits().forEach((trait, value) -> traits.append(traits.length() > 1 ? "," : "").append(
          "\"%s\":[\"%s\",%d]".formatted(trait, value, metAt[which] * 1_000)));
    }
    rows.add(Rows.id(identities[which], 0)).add(workspace).add(kind == MEMBER ? "member" : "visitor")
        .add(kind == MEMBER ? person.member() : "%s%016x".formatted(kind == 0 ? "a" : "b", person.seed))
        .add(customer).add(customer).time(metAt[which]).add(kind == 0 ? "seen" : "identify").time(metAt[which])
        .add(traits.append('}').toString());
    rows.end();
  }

  private void carts() throws SQLException, IOException {
    try (var rows = new Rows(database, "commerce.cart (workspace_id, identity_id, items, told_at, emptied_at, updated_at)")) {
      for (var entry : carts.entrySet()) {
        var cart = entry.getValue();
        var items = java.util.Arrays.stream(cart.products).mapToObj(product -> item(product, 1)).toList();
        var told = java.util.Arrays.stream(cart.toldAt).mapToObj(at -> Instant.ofEpochMilli(at).toString()).toList();
        rows.add(workspace).add(Rows.id(identities[entry.getKey()], 0)).add("[" + String.join(",", items) + "]")
            .add("{" + String.join(",", told) + "}");
        if (cart.emptiedAt == 0) {
          rows.add(null);
        } else {
          rows.time(cart.emptiedAt);
        }
        rows.time(cart.updatedAt).end();
      }
    }
  }

  private void products() throws SQLException, IOException {
    var all = new TreeSet<Integer>();
    viewed.stream().forEach(all::add);
    try (var rows = new Rows(database, "commerce.product (workspace_id, id, name, price, category, given, changed_at)")) {
      for (var product : all) {
        rows.add(workspace).add(Shelf.id(product)).add(Shelf.name(product)).add(Shelf.price(product))
            .add(Shelf.category(product)).add(false).time(crowd.end.toEpochMilli()).end();
      }
    }
  }

  private static String between(String text, String start) {
    var from = text.indexOf(start) + start.length();
    return text.substring(from, text.indexOf('"', from));
  }

  private void execute(String sql) throws SQLException {
    try (var statement = database.createStatement()) {
      statement.execute(sql);
    }
  }
}
