package io.parley.console;

import io.parley.customer.CustomerId;
import io.parley.customer.IdentityKey;
import io.parley.customer.Lifecycle;
import io.parley.platform.Problem;
import io.parley.platform.WorkspaceId;
import io.parley.workspace.Access;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// What a merge of two customers would join, and what speaks against it. Nothing is changed.
@RestController
class MergePreviews {
  private static final List<String> TRAITS = List.of("name", "email", "phone", "birthday");

  private final WholeCustomer whole;

  record MergeSide(UUID id, @Nullable String name, Lifecycle lifecycle, Instant firstSeenAt, Instant lastSeenAt,
      List<Screens.IdentityLine> identities, List<String> tags, Screens.OrderSum orders, int conversations) {}

  /// What the two do not agree on: `member` (two numbers, which never merge by themselves), `line` (two users of one
  /// account) or a trait.
  record MergeConflict(String what, List<String> values) {}

  record MergePreview(MergeSide one, MergeSide other, List<MergeConflict> conflicts) {}

  MergePreviews(WholeCustomer whole) {
    this.whole = whole;
  }

  @GetMapping("/api/v1/customers/{id}/merge-preview")
  MergePreview preview(Access access, @PathVariable UUID id, @RequestParam(required = false) @Nullable UUID with) {
    var one = page(access.workspace(), id);
    if (with == null) {
      throw Problem.invalid("with", "請說明要和誰合併", "Say whom to merge with");
    }
    var other = page(access.workspace(), with);
    if (one.id().equals(other.id())) {
      throw Problem.conflict("one_already", "這兩位已經是同一位顧客", "These two are one customer already");
    }
    return new MergePreview(side(one), side(other), conflicts(one, other));
  }

  private Screens.CustomerPage page(WorkspaceId workspace, UUID id) {
    return whole.view(workspace, new CustomerId(id)).orElseThrow(Problem::notFound);
  }

  private static MergeSide side(Screens.CustomerPage page) {
    return new MergeSide(page.id(), page.name(), page.lifecycle(), page.firstSeenAt(), page.lastSeenAt(),
        page.identities(), page.tags().stream().map(Screens.TagLine::name).toList(),
        new Screens.OrderSum(page.orders().count(), page.orders().total()), page.conversations().size());
  }

  private static List<MergeConflict> conflicts(Screens.CustomerPage one, Screens.CustomerPage other) {
    var conflicts = new ArrayList<MergeConflict>();
    var members = Stream.of(one, other).flatMap(page -> page.identities().stream())
        .filter(identity -> identity.kind().equals(IdentityKey.MEMBER)).map(Screens.IdentityLine::value).toList();
    if (members.size() > 1) {
      conflicts.add(new MergeConflict("member", members));
    }
    var lines = Stream.of(one, other).flatMap(page -> page.identities().stream())
        .filter(identity -> identity.kind().equals("line")).toList();
    if (lines.stream().map(line -> line.value().split(":", 2)[0]).distinct().count() < lines.size()) {
      conflicts.add(new MergeConflict("line", lines.stream().map(Screens.IdentityLine::label).toList()));
    }
    for (var trait : TRAITS) {
      var values = new LinkedHashSet<>(Stream.of(one, other).map(page -> page.attributes().path(trait).asString(""))
          .filter(value -> !value.isBlank()).map(String::strip).toList());
      if (values.size() > 1) {
        conflicts.add(new MergeConflict(trait, List.copyOf(values)));
      }
    }
    return conflicts;
  }
}
