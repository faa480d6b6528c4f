package io.parley.customer;

import io.parley.platform.Database;
import io.parley.platform.Erasing;
import io.parley.platform.Problem;
import io.parley.platform.WorkspaceId;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// All that a person is known by, for whoever looks for what is kept of her. Her identities are locked.
@Component
class Subjects {
  private static final int SHORTEST_WORD = 3;
  private static final int SHORTEST_CHINESE_WORD = 2;

  private final Database database;

  private record Named(UUID identity, String kind, String value) {}

  private record Told(@Nullable String name, @Nullable String email, @Nullable String phone) {}

  Subjects(Database database) {
    this.database = database;
  }

  Erasing.Subject of(WorkspaceId workspace, CustomerId customer) {
    var named = named(workspace, customer);
    if (named.isEmpty()) {
      throw Problem.notFound();
    }
    var customers = new HashSet<>(database.sql().sql("""
        with recursive hers as (
          select :customer::uuid as id
          union select c.id from customer.customer c join hers h on c.merged_into = h.id
            where c.workspace_id = :workspace)
        select id from hers
        """)
        .param("workspace", workspace.value())
        .param("customer", customer.value())
        .query(UUID.class)
        .list());
    var identities = new HashSet<UUID>();
    var names = new HashSet<String>();
    var values = new HashSet<String>();
    var phones = new HashSet<String>();
    named.forEach(one -> {
      identities.add(one.identity);
      names.add(one.kind + ":" + one.value);
      values.add(one.value);
    });
    var called = new HashSet<String>();
    for (var told : told(workspace, identities, customers)) {
      add(values, told.email == null ? null : told.email.strip().toLowerCase(Locale.ROOT));
      add(phones, told.phone);
      add(called, told.name);
    }
    return new Erasing.Subject(workspace, customers, identities, names, values, phones, words(values, called));
  }

  private List<Named> named(WorkspaceId workspace, CustomerId customer) {
    return database.sql().sql("""
        select id, kind, value from customer.identity
        where workspace_id = :workspace and customer_id = :customer order by id for update
        """)
        .param("workspace", workspace.value())
        .param("customer", customer.value())
        .query((row, n) -> new Named(row.getObject(1, UUID.class), row.getString(2), row.getString(3)))
        .list();
  }

  private List<Told> told(WorkspaceId workspace, Set<UUID> identities, Set<UUID> customers) {
    return database.sql().sql("""
        select name, email, customer.phone_key(phone) from (
          select traits #>> '{name,0}' as name, traits #>> '{email,0}' as email, traits #>> '{phone,0}' as phone
          from customer.identity where workspace_id = :workspace and id = any (:identities)
          union select null, null, value from customer.identity
            where workspace_id = :workspace and id = any (:identities) and kind = 'phone'
          union select name, email, phone from customer.customer
            where workspace_id = :workspace and id = any (:customers)) told
        """)
        .param("workspace", workspace.value())
        .param("identities", identities.toArray(UUID[]::new))
        .param("customers", customers.toArray(UUID[]::new))
        .query((row, n) -> new Told(row.getString(1), row.getString(2), row.getString(3)))
        .list();
  }

  private static void add(Set<String> to, @Nullable String text) {
    if (text != null && !text.isBlank()) {
      to.add(text);
    }
  }

  /// Short ones would be found in everything.
  private static Set<String> words(Set<String> values, Set<String> called) {
    var words = new HashSet<String>();
    for (var some : List.of(values, called)) {
      some.stream().map(word -> word.strip().toLowerCase(Locale.ROOT))
          .filter(word -> word.length() >= SHORTEST_WORD
              || word.length() >= SHORTEST_CHINESE_WORD && word.chars().allMatch(Character::isIdeographic))
          .forEach(words::add);
    }
    return words;
  }
}
