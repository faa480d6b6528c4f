package io.parley.timeline;

import io.parley.customer.CustomerFilter;
import io.parley.customer.CustomerId;
import io.parley.customer.Customers;
import io.parley.customer.Lifecycle;
import io.parley.customer.Tag;
import io.parley.customer.TagId;
import io.parley.customer.Tags;
import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.Ids;
import io.parley.platform.Page;
import io.parley.platform.Problem;
import io.parley.platform.WorkspaceId;
import io.parley.workspace.Access;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/// Tags many customers at once: begun here, done behind, followed by asking again, taken back by an undo.
@RestController
@RequestMapping("/api/v1/customers/bulk")
class BulkApi {
  private static final int MOST_CHOSEN = 5_000;
  private static final int LONGEST_QUERY = 100;

  private final BulkStore store;
  private final BulkTagging tagging;
  private final Meeting meeting;
  private final Customers customers;
  private final Tags tags;
  private final Database database;
  private final Clocks clocks;

  /// Whom by `customers`, else all who match `filter`. `verb` is `tag` or `untag`.
  record NewBulk(
      @Nullable String verb, @Nullable String tag, @Nullable List<@Nullable UUID> customers,
      @Nullable BulkFilter filter) {}

  /// As in the address of the list, and a condition (its schema: /api/v1/schemas/condition) who of them must meet when
  /// her turn comes.
  record BulkFilter(
      @Nullable String query, @Nullable List<@Nullable UUID> tags, @Nullable String stage, @Nullable String channel,
      @Nullable UUID segment, @Nullable JsonNode condition) {}

  record BulkView(
      UUID id, Bulk.Verb verb, String tag, long looked, long met, long changed, long expected, Bulk.State state,
      @Nullable UUID undoes, Instant createdAt) {}

  BulkApi(BulkStore store, BulkTagging tagging, Meeting meeting, Customers customers, Tags tags, Database database,
      Clocks clocks) {
    this.store = store;
    this.tagging = tagging;
    this.meeting = meeting;
    this.customers = customers;
    this.tags = tags;
    this.database = database;
    this.clocks = clocks;
  }

  @GetMapping
  Page<BulkView> latest(Access access) {
    var workspace = access.workspace();
    return database.tenant(workspace, () ->
        Page.all(store.latest(workspace).stream().map(bulk -> view(bulk)).toList()));
  }

  @GetMapping("/{id}")
  BulkView get(Access access, @PathVariable UUID id) {
    var workspace = access.workspace();
    return database.tenant(workspace, () -> view(store.get(workspace, id).orElseThrow(Problem::notFound)));
  }

  @PostMapping
  @ResponseStatus(HttpStatus.ACCEPTED)
  BulkView begin(Access access, @RequestBody NewBulk wanted) {
    var workspace = access.workspace();
    var verb = verb(wanted.verb);
    var whom = whom(workspace, wanted);
    var expected = switch (whom) {
      case Bulk.Whom.Chosen chosen -> chosen.customers().size();
      case Bulk.Whom.Matching all -> customers.count(workspace, all.filter(), false).customers();
      case Bulk.Whom.ChangedBy _ -> 0;
    };
    return begin(access, verb, wanted.tag == null ? "" : wanted.tag, whom, expected);
  }

  private BulkView begin(Access access, Bulk.Verb verb, String tag, Bulk.Whom whom, long expected) {
    var workspace = access.workspace();
    var begun = database.tenant(workspace, () -> {
      var bulk = fresh(access, verb, tags.ensure(workspace, tag), whom, expected);
      store.insert(bulk);
      return view(bulk);
    });
    tagging.wake();
    return begun;
  }

  /// Stops the job if it still runs, and takes back what it changed; who carried the tag before keeps it.
  @PostMapping("/{id}/undo")
  @ResponseStatus(HttpStatus.ACCEPTED)
  BulkView undo(Access access, @PathVariable UUID id) {
    var workspace = access.workspace();
    var undoing = database.tenant(workspace, () -> {
      store.stop(workspace, id);
      var done = store.get(workspace, id).orElseThrow(Problem::notFound);
      var bulk = fresh(access, done.verb().opposite(), done.tag(), new Bulk.Whom.ChangedBy(id), done.changed());
      if (!store.insert(bulk)) {
        throw Problem.conflict("undone", "這一批已經復原過了", "This was undone already");
      }
      return view(bulk);
    });
    tagging.wake();
    return undoing;
  }

  private Bulk fresh(Access access, Bulk.Verb verb, TagId tag, Bulk.Whom whom, long expected) {
    var member = access.member() == null ? null : access.member().value();
    return new Bulk(Ids.next(), access.workspace(), verb, tag, whom, null, 0, 0, 0, expected, Bulk.State.RUNNING,
        member, clocks.now(access.workspace()));
  }

  private BulkView view(Bulk bulk) {
    var name = tags.list(bulk.workspace()).stream().filter(tag -> tag.id().equals(bulk.tag())).map(Tag::name)
        .findFirst().orElse("");
    var undoes = bulk.whom() instanceof Bulk.Whom.ChangedBy undone ? undone.bulk() : null;
    return new BulkView(bulk.id(), bulk.verb(), name, bulk.looked(), bulk.met(), bulk.changed(), bulk.expected(),
        bulk.state(), undoes, bulk.createdAt());
  }

  private static Bulk.Verb verb(@Nullable String word) {
    return switch (word == null ? "" : word) {
      case "tag" -> Bulk.Verb.TAG;
      case "untag" -> Bulk.Verb.UNTAG;
      default -> throw Problem.invalid("verb", "只能貼上或撕下標籤", "A tag is put on (tag) or taken off (untag)");
    };
  }

  private Bulk.Whom whom(WorkspaceId workspace, NewBulk wanted) {
    if (wanted.customers != null) {
      var chosen = given(wanted.customers).stream().distinct().map(CustomerId::new).toList();
      if (chosen.size() > MOST_CHOSEN) {
        throw Problem.invalid("customers", "一次最多選 5,000 位", "Up to 5,000 customers can be chosen at once");
      }
      return new Bulk.Whom.Chosen(chosen);
    }
    if (wanted.filter == null) {
      throw Problem.invalid("customers", "沒有說是哪些顧客", "Say which customers: customers, or filter");
    }
    var matching = new Bulk.Whom.Matching(filter(wanted.filter), wanted.filter.condition);
    if (matching.condition() != null) {
      meeting.check(workspace, matching.condition());
    }
    return matching;
  }

  private static CustomerFilter filter(BulkFilter filter) {
    var stage = filter.stage == null || filter.stage.isEmpty() ? null : Lifecycle.of(filter.stage)
        .orElseThrow(() -> Problem.invalid("stage", "沒有這個階段", "There is no such stage"));
    var tags = filter.tags == null ? List.<TagId>of()
        : given(filter.tags).stream().map(TagId::new).toList();
    if (tags.size() > CustomerFilter.MOST_TAGS || filter.query != null && filter.query.length() > LONGEST_QUERY) {
      throw Problem.invalid("filter", "條件太多或太長", "The filter is too long");
    }
    var channel = filter.channel == null || filter.channel.isEmpty() ? null : filter.channel;
    return new CustomerFilter(filter.query == null ? null : filter.query.replace("\0", ""), tags, stage,
        "web".equals(channel) ? "visitor" : channel, filter.segment, List.of());
  }

  private static List<UUID> given(List<@Nullable UUID> ids) {
    var given = new ArrayList<UUID>();
    for (var id : ids) {
      if (id != null) {
        given.add(id);
      }
    }
    return given;
  }
}
