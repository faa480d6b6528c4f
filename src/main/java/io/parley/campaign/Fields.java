package io.parley.campaign;

import io.parley.customer.CustomerId;
import io.parley.customer.Customers;
import io.parley.customer.IdentityId;
import io.parley.customer.Known;
import io.parley.platform.WorkspaceId;
import io.parley.timeline.Preferences;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// What the variables of a text stand for, person by person: `name`, the address of her preferences (`unsubscribe`),
/// and whatever was told of her by its own name.
@Component
class Fields {
  static final String NAME = "name";
  static final String UNSUBSCRIBE = "unsubscribe";
  private static final int LONGEST = 200;

  private final Customers customers;
  private final Preferences preferences;

  Fields(Customers customers, Preferences preferences) {
    this.customers = customers;
    this.preferences = preferences;
  }

  Map<CustomerId, Map<String, String>> of(WorkspaceId workspace, Map<CustomerId, IdentityId> people,
      Set<String> wanted) {
    var values = new HashMap<CustomerId, Map<String, String>>();
    people.forEach((customer, identity) -> {
      var hers = new HashMap<String, String>();
      if (wanted.contains(UNSUBSCRIBE)) {
        hers.put(UNSUBSCRIBE, preferences.link(workspace, identity));
      }
      values.put(customer, hers);
    });
    if (wanted.contains(NAME)) {
      customers.names(workspace, people.keySet()).forEach((id, ref) -> {
        if (ref.name() != null) {
          put(values, id, NAME, cut(ref.name()));
        }
      });
    }
    var told = wanted.stream().filter(name -> !List.of(NAME, UNSUBSCRIBE).contains(name)).toList();
    if (!told.isEmpty()) {
      traits(workspace, people.keySet(), told, values);
    }
    return values;
  }

  private void traits(WorkspaceId workspace, Collection<CustomerId> people, List<String> names,
      Map<CustomerId, Map<String, String>> values) {
    customers.known(workspace, people, true).forEach((id, known) -> names.forEach(name -> {
      var trait = known.traits().get(name);
      if (trait != null) {
        put(values, id, name, text(trait));
      }
    }));
  }

  private static void put(Map<CustomerId, Map<String, String>> values, CustomerId id, String name, String value) {
    values.computeIfAbsent(id, _ -> new HashMap<>()).put(name, value);
  }

  private static String text(Known.Trait trait) {
    JsonNode value = trait.value();
    return value.isValueNode() ? cut(value.asString("")) : "";
  }

  private static String cut(String text) {
    return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
  }
}
