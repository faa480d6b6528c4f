package io.parley.customer;

import static java.util.stream.Collectors.groupingBy;

import io.parley.customer.Profile.Word;
import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Keeps what was told of identities and composes customers' profiles from it.
@Component
class ProfileStore {
  private static final int MOST_TRAITS = 200;
  private static final int LONGEST_TRAIT = 80;

  private final Database database;
  private final SuggestionStore suggestions;
  private final Attributes attributes;
  private final JsonMapper json;

  ProfileStore(Database database, SuggestionStore suggestions, Attributes attributes, JsonMapper json) {
    this.database = database;
    this.suggestions = suggestions;
    this.attributes = attributes;
    this.json = json;
  }

  void tell(WorkspaceId workspace, List<Identities.Told> told, Set<CustomerId> stale) {
    var compose = new HashSet<>(stale);
    if (!told.isEmpty()) {
      var defined = attributes.byName(workspace);
      var words = attributes.fitting(workspace, defined, told).stream().collect(groupingBy(Identities.Told::identity));
      compose.addAll(keep(workspace, words, defined));
    }
    if (!compose.isEmpty()) {
      compose(workspace, compose);
    }
  }

  private record Known(IdentityId id, CustomerId customer, String traits) {}

  /// One word after the other as they were told, so that however many come at once each leaves its version, and the
  /// same traits find room. Returns the customers of whom something new is known now.
  private Set<CustomerId> keep(WorkspaceId workspace, Map<IdentityId, List<Identities.Told>> words,
      Map<String, DefinedAttribute> defined) {
    var known = database.sql().sql("""
        select id, customer_id, traits::text from customer.identity
        where workspace_id = :workspace and id = any (:ids::uuid[])
        order by id for update
        """)
        .param("workspace", workspace.value())
        .param("ids", Columns.texts(words.keySet(), IdentityId::toString))
        .query((row, n) -> new Known(new IdentityId(row.getObject(1, UUID.class)),
            new CustomerId(row.getObject(2, UUID.class)), row.getString(3)))
        .list();
    var changed = new ArrayList<Known>();
    var changes = new ArrayList<Attributes.Change>();
    for (var row : known) {
      var before = read(row.traits);
      var after = new TreeMap<>(before);
      for (var one : words.getOrDefault(row.id, List.of())) {
        new TreeMap<>(one.traits()).forEach((trait, value) -> {
          var old = after.get(trait);
          if (trait.length() <= LONGEST_TRAIT && (old != null || after.size() < MOST_TRAITS)) {
            var word = after.merge(trait, new Word(value, Columns.micros(one.at())), Word::later);
            if (!word.equals(old)) {
              changes.add(new Attributes.Change(row.id, trait, old, word));
            }
          }
        });
      }
      if (!after.equals(before)) {
        changed.add(new Known(row.id, row.customer, write(after)));
      }
    }
    if (!changed.isEmpty()) {
      database.sql().sql("""
          update customer.identity i set traits = n.traits::jsonb
          from unnest(:ids::uuid[], :traits) n (id, traits) where i.workspace_id = :workspace and i.id = n.id
          """)
          .param("workspace", workspace.value())
          .param("ids", Columns.texts(changed, row -> row.id.toString()))
          .param("traits", Columns.texts(changed, Known::traits))
          .update();
    }
    attributes.changed(workspace, defined, changes);
    var customers = new HashSet<CustomerId>();
    changed.forEach(row -> customers.add(row.customer));
    return customers;
  }

  private record Row(CustomerId customer, Profile.Part part) {}

  void compose(WorkspaceId workspace, Collection<CustomerId> customers) {
    var parts = new HashMap<CustomerId, List<Profile.Part>>();
    customers.forEach(customer -> parts.put(customer, new ArrayList<>()));
    database.sql().sql("""
        select customer_id, kind, value, traits::text from customer.identity
        where workspace_id = :workspace and customer_id = any (:ids::uuid[])
          and (traits <> '{}' or kind = 'member')
        """)
        .param("workspace", workspace.value())
        .param("ids", Columns.texts(customers, CustomerId::toString))
        .query((row, n) -> new Row(new CustomerId(row.getObject(1, UUID.class)),
            new Profile.Part(new IdentityKey(row.getString(2), row.getString(3)), read(row.getString(4)))))
        .list()
        .forEach(row -> parts.computeIfAbsent(row.customer, c -> new ArrayList<>()).add(row.part));
    var profiles = parts.entrySet().stream().map(entry -> Map.entry(entry.getKey(), Profile.of(entry.getValue())))
        .sorted((a, b) -> a.getKey().value().compareTo(b.getKey().value())).toList();
    database.sql().sql("""
        update customer.customer c set name = p.name, email = p.email, phone = p.phone,
          attributes = p.attributes::jsonb, search = p.search
        from unnest(:ids::uuid[], :names, :emails, :phones, :attributes, :searches)
          p (id, name, email, phone, attributes, search)
        where c.workspace_id = :workspace and c.id = p.id
        """)
        .param("workspace", workspace.value())
        .param("ids", Columns.texts(profiles, p -> p.getKey().toString()))
        .param("names", Columns.texts(profiles, p -> p.getValue().name()))
        .param("emails", Columns.texts(profiles, p -> p.getValue().email()))
        .param("phones", Columns.texts(profiles, p -> p.getValue().phone()))
        .param("attributes", Columns.texts(profiles, p -> p.getValue().attributes().toString()))
        .param("searches", Columns.texts(profiles, p -> p.getValue().search()))
        .update();
    suggestions.composed(workspace, profiles.stream()
        .filter(p -> p.getValue().email() != null || p.getValue().phone() != null).map(Map.Entry::getKey).toList());
  }

  private Map<String, Word> read(String traits) {
    var words = new TreeMap<String, Word>();
    json.readTree(traits).properties().forEach(trait -> {
      var word = trait.getValue();
      words.put(trait.getKey(), new Word(word.get(0), word.get(1).asLong()));
    });
    return words;
  }

  private String write(Map<String, Word> words) {
    var traits = json.createObjectNode();
    words.forEach((trait, word) -> traits.putArray(trait).add(word.value()).add(word.micros()));
    return traits.toString();
  }

  JsonNode tree(String text) {
    return json.readTree(text);
  }
}
