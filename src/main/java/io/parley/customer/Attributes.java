package io.parley.customer;

import static java.util.stream.Collectors.toMap;

import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.Problem;
import io.parley.platform.WorkspaceId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// The attributes a merchant defined. Whoever tells one of another type is not believed in that alone: the rest of what
/// was told stands, and the value that does not fit is shown to the merchant beside its attribute.
@Component
public final class Attributes {
  private static final int MOST = 100;
  private static final int LONGEST_LABEL = 60;
  private static final int MOST_CHOICES = 100;
  private static final int LONGEST_CHOICE = 80;
  private static final int LONGEST_MISFIT = 100;
  /// Known of everybody, and read by more than their name.
  private static final Set<String> RESERVED = Set.of("name", "firstName", "lastName", "email", "phone");

  private final AttributeStore store;
  private final Database database;
  private final Clocks clocks;

  public record Draft(String name, AttributeType type, String labelZh, String labelEn, List<String> choices) {}

  /// What an attribute was from an instant on.
  public record AttributeVersion(String name, JsonNode value, Instant at) {}

  Attributes(AttributeStore store, Database database, Clocks clocks) {
    this.store = store;
    this.database = database;
    this.clocks = clocks;
  }

  public List<DefinedAttribute> all(WorkspaceId workspace) {
    return database.tenant(workspace, () -> store.all(workspace));
  }

  /// A new one, or another version of the one with this name.
  public DefinedAttribute define(WorkspaceId workspace, Draft draft) {
    check(draft);
    return database.tenant(workspace, () -> {
      var all = store.all(workspace);
      if (all.size() >= MOST && all.stream().noneMatch(one -> one.name().equals(draft.name))) {
        throw Problem.conflict("too_many_attributes", "顧客資料最多 100 種", "Up to 100 attributes");
      }
      store.save(workspace, new DefinedAttribute(draft.name, draft.type, draft.labelZh, draft.labelEn, draft.choices, 1,
          clocks.now(workspace), null));
      return store.all(workspace).stream().filter(one -> one.name().equals(draft.name)).findFirst().orElseThrow();
    });
  }

  private static void check(Draft draft) {
    if (!draft.name.matches("[\\p{L}_][\\p{L}\\p{N}_ -]{0,79}") || RESERVED.contains(draft.name)) {
      throw Problem.invalid("attribute_name", "代號用字母、數字、底線，1 到 80 個字；姓名、電郵、電話本來就有",
          "A name is 1 to 80 letters, digits and underscores; name, email and phone are there already");
    }
    for (var label : List.of(draft.labelZh, draft.labelEn)) {
      if (label.isBlank() || label.length() > LONGEST_LABEL) {
        throw Problem.invalid("attribute_label", "中英文名稱都要有，最多 60 個字",
            "A label in each language, up to 60 characters");
      }
    }
    var choices = new HashSet<String>();
    for (var choice : draft.choices) {
      if (choice.isBlank() || choice.length() > LONGEST_CHOICE || !choices.add(choice)) {
        throw Problem.invalid("attribute_choices", "選項不能空白或重複，最多 80 個字",
            "A choice is not blank, not there twice, and up to 80 characters long");
      }
    }
    if (choices.size() > MOST_CHOICES || draft.type == AttributeType.CHOICE && choices.isEmpty()) {
      throw Problem.invalid("attribute_choices", "單選要有 1 到 100 個選項", "A choice has 1 to 100 choices");
    }
  }

  /// What was told of customers stays, as something that is no longer checked.
  public void forget(WorkspaceId workspace, String name) {
    database.tenant(workspace, () -> store.delete(workspace, name));
  }

  /// How a customer's attributes changed, the latest first.
  public List<AttributeVersion> versions(WorkspaceId workspace, CustomerId customer) {
    return database.tenant(workspace, () -> store.versions(workspace, customer)).stream()
        .map(one -> new AttributeVersion(one.name(), one.value(), one.at())).toList();
  }

  /// For a workspace that is to be as this one is.
  public void copy(WorkspaceId from, WorkspaceId into) {
    store.copy(from, into);
  }

  Map<String, DefinedAttribute> byName(WorkspaceId workspace) {
    return store.all(workspace).stream().collect(toMap(DefinedAttribute::name, one -> one));
  }

  /// What was told without the values that do not fit; those are noted. In the fold's transaction.
  List<Identities.Told> fitting(
      WorkspaceId workspace, Map<String, DefinedAttribute> defined, List<Identities.Told> told) {
    if (defined.isEmpty()) {
      return told;
    }
    var misfits = new HashMap<String, AttributeStore.Misfits>();
    var fitting = new ArrayList<Identities.Told>();
    for (var one : told) {
      var traits = new HashMap<String, JsonNode>();
      one.traits().forEach((name, value) -> {
        var fit = fit(defined.get(name), one.at(), value);
        if (fit != null) {
          traits.put(name, fit);
        } else {
          var text = value.isValueNode() ? value.asString("") : value.toString();
          misfits.merge(name, new AttributeStore.Misfits(name, 1, one.identity(),
              text.substring(0, Math.min(text.length(), LONGEST_MISFIT)), one.at()), Attributes::together);
        }
      });
      fitting.add(new Identities.Told(one.identity(), one.at(), Map.copyOf(traits)));
    }
    if (!misfits.isEmpty()) {
      store.misfits(workspace, misfits.values());
    }
    return fitting;
  }

  private static @Nullable JsonNode fit(@Nullable DefinedAttribute defined, Instant at, JsonNode value) {
    return defined == null || at.isBefore(defined.definedAt()) ? value : defined.fit(value).orElse(null);
  }

  /// The one that came last is shown, whichever of them is later.
  private static AttributeStore.Misfits together(AttributeStore.Misfits one, AttributeStore.Misfits other) {
    return new AttributeStore.Misfits(one.name(), one.count() + other.count(), other.identity(), other.value(),
        other.at());
  }

  /// Keeps the versions that these identities went through.
  void changed(WorkspaceId workspace, Map<String, DefinedAttribute> defined, List<Change> changes) {
    store.keep(workspace, changes.stream()
        .filter(one -> defined.containsKey(one.name))
        .filter(one -> one.before == null || !one.before.value().equals(one.after.value()))
        .map(one -> new AttributeStore.Version(one.identity, one.name, one.after.value(),
            Instant.EPOCH.plus(one.after.micros(), ChronoUnit.MICROS)))
        .toList());
  }

  record Change(IdentityId identity, String name, Profile.@Nullable Word before, Profile.Word after) {}
}
