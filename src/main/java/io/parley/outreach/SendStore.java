package io.parley.outreach;

import io.parley.channel.Content;
import io.parley.customer.CustomerId;
import io.parley.customer.IdentityId;
import io.parley.platform.Database;
import io.parley.platform.Ids;
import io.parley.platform.WorkspaceId;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// SQL of `outreach.send` on its way: planned, due, decided.
@Repository
class SendStore {
  private static final TypeReference<Map<String, Content>> BY_CHANNEL = new TypeReference<>() {};

  private final Database database;
  private final JsonMapper json;

  /// A workspace in which something is due at `next`.
  record Waiting(WorkspaceId workspace, Instant next) {}

  /// A send that is due, as far as one must know before anything is locked.
  record Next(SendId id, IdentityId identity, boolean asksShop) {}

  SendStore(Database database, JsonMapper json) {
    this.database = database;
    this.json = json;
  }

  /// Returns how many of them are new. Their ids are in the order of the intents: what is due at one instant goes in
  /// it.
  int plan(WorkspaceId workspace, List<Intent> intents, Instant now) {
    return database.sql().sql("""
        insert into outreach.send (workspace_id, planned_at, id, source, source_id, step, name, key, identity_id, class,
          channels, products, unless_ordered_since, held_out, due_at, words_id, words)
        select :workspace, :now::timestamptz, t.*
        from unnest(:ids::uuid[], :sources, :sourceIds::uuid[], :steps, :names, :keys, :identities::uuid[], :classes,
          :channels::text[], :products::text[], :since::timestamptz[], :out::boolean[], :due::timestamptz[],
          :wordIds::uuid[], :words::text[])
          as r (id, source, source_id, step, name, key, identity, class, channels, products, since, held_out, due,
            words_id, words)
        cross join lateral (select r.id, r.source, r.source_id, r.step, r.name, r.key, r.identity, r.class,
          r.channels::text[], r.products::text[], r.since, r.held_out, r.due, r.words_id, r.words::jsonb) t
        on conflict (workspace_id, source, source_id, key) do nothing
        """)
        .param("workspace", workspace.value())
        .param("now", now.toString())
        .param("ids", texts(intents.stream().map(one -> Ids.next().toString()).sorted().toList(), id -> id))
        .param("sources", texts(intents, one -> one.source().kind().word()))
        .param("sourceIds", texts(intents, one -> one.source().id().toString()))
        .param("steps", texts(intents, one -> one.source().step()))
        .param("names", texts(intents, one -> one.source().name()))
        .param("keys", texts(intents, Intent::key))
        .param("identities", texts(intents, one -> one.identity().toString()))
        .param("classes", texts(intents, one -> one.klass().word()))
        .param("channels", texts(intents, one -> literal(one.channels())))
        .param("products", texts(intents, one -> literal(one.products())))
        .param("since", texts(intents, one -> text(one.unlessOrderedSince())))
        .param("out", texts(intents, one -> Boolean.toString(one.heldOut())))
        .param("due", texts(intents, one -> one.notBefore() == null || one.notBefore().isBefore(now)
            ? now.toString() : one.notBefore().toString()))
        .param("wordIds", texts(intents, one -> one.words() instanceof Words.Shared(var id)
            ? id.value().toString() : null))
        .param("words", texts(intents, one -> one.words() instanceof Words.Own own ? text(own) : null))
        .update();
  }

  WordsId share(WorkspaceId workspace, Words.Own words) {
    var id = new WordsId(Ids.next());
    database.sql().sql("""
        insert into outreach.words (id, workspace_id, content) values (:id, :workspace, :content::jsonb)
        """)
        .param("id", id.value())
        .param("workspace", workspace.value())
        .param("content", text(words))
        .update();
    return id;
  }

  List<Waiting> waiting() {
    return database.sql().sql("""
        select /* any workspace: the door of due work asks who has some */ w.workspace_id, s.due_at
        from workspace.workspace w cross join lateral (
          select due_at from outreach.send s where s.workspace_id = w.workspace_id and s.due_at is not null
          order by due_at limit 1) s
        """)
        .query((row, n) -> new Waiting(new WorkspaceId(row.getInt(1)), instant(row, 2)))
        .list();
  }

  Optional<Instant> next(WorkspaceId workspace) {
    return database.sql().sql("""
        select due_at from outreach.send where workspace_id = :workspace and due_at is not null order by due_at limit 1
        """)
        .param("workspace", workspace.value())
        .query((row, n) -> instant(row, 1))
        .optional();
  }

  /// Of broadcasts (`bulk`), or of everything else: a million of the former must not stand before the others.
  List<Next> due(WorkspaceId workspace, Instant now, int limit, boolean bulk) {
    return database.sql().sql("""
        select id, identity_id, unless_ordered_since is not null from outreach.send
        where workspace_id = :workspace and due_at <= :now::timestamptz and due_at is not null and source %s 'broadcast'
        order by due_at, id limit :limit
        """.formatted(bulk ? "=" : "<>"))
        .param("workspace", workspace.value())
        .param("now", now.toString())
        .param("limit", limit)
        .query((row, n) -> new Next(new SendId(row.getObject(1, UUID.class)),
            new IdentityId(row.getObject(2, UUID.class)), row.getBoolean(3)))
        .list();
  }

  /// Those of these sends of broadcasts whose person gets the same broadcast already, by another name of hers that was
  /// somebody else's when it was planned: in another slice, or before it in this one. Of a broadcast the key is the
  /// identity.
  Set<SendId> twice(WorkspaceId workspace, Map<Send, CustomerId> of) {
    var asked = of.entrySet().stream().filter(one -> one.getKey().source().kind() == Source.Kind.BROADCAST).toList();
    if (asked.isEmpty()) {
      return Set.of();
    }
    var twice = new HashSet<>(database.sql().sql("""
        select t.id from unnest(:ids::uuid[], :customers::uuid[], :sources::uuid[]) t (id, customer, source)
        where exists (
          select from customer.person p
          join outreach.send s on s.workspace_id = :workspace and s.source = 'broadcast' and s.source_id = t.source
            and s.key = p.identity_id::text
          where p.workspace_id = :workspace and p.customer_id = t.customer and s.id <> t.id and s.went_at is not null
            and s.state not in ('failed', 'skipped'))
        """)
        .param("workspace", workspace.value())
        .param("ids", texts(asked, one -> one.getKey().id().toString()))
        .param("customers", texts(asked, one -> one.getValue().toString()))
        .param("sources", texts(asked, one -> one.getKey().source().id().toString()))
        .query((row, n) -> new SendId(row.getObject(1, UUID.class)))
        .list());
    var met = new HashSet<List<Object>>();
    asked.stream().filter(one -> !met.add(List.of(one.getValue(), one.getKey().source().id())))
        .forEach(one -> twice.add(one.getKey().id()));
    return twice;
  }

  boolean halted(WorkspaceId workspace, Source.Kind kind, UUID source) {
    return database.sql().sql("""
        select true from outreach.send
        where workspace_id = :workspace and source = :kind and source_id = :source
          and due_at > now() + interval '50 years'
        order by due_at limit 1
        """)
        .param("workspace", workspace.value())
        .param("kind", kind.word())
        .param("source", source)
        .query(Boolean.class)
        .optional()
        .orElse(false);
  }

  /// What is halted is due in a hundred years more than it was.
  int halt(WorkspaceId workspace, Source.Kind kind, UUID source, boolean halted) {
    return database.sql().sql("""
        update outreach.send set due_at = due_at + (case when :halted then 1 else -1 end) * interval '100 years'
        where workspace_id = :workspace and id in (
          select id from outreach.send
          where workspace_id = :workspace and source = :kind and source_id = :source and due_at is not null
            and due_at %s now() + interval '50 years'
          order by due_at limit :most for update skip locked)
        """.formatted(halted ? "<=" : ">"))
        .param("workspace", workspace.value())
        .param("kind", kind.word())
        .param("source", source)
        .param("halted", halted)
        .param("most", Outreach.MOST_WITHDRAWN)
        .update();
  }

  /// Locks those of the sends that are due still and nobody else has in hand.
  List<Send> claim(WorkspaceId workspace, List<SendId> ids, Instant now) {
    return database.sql().sql("""
        select * from outreach.send
        where workspace_id = :workspace and id = any (:ids::uuid[]) and due_at <= :now::timestamptz
        order by due_at, id for update skip locked
        """)
        .param("workspace", workspace.value())
        .param("ids", texts(ids, SendId::toString))
        .param("now", now.toString())
        .query((row, n) -> send(row))
        .list();
  }

  /// What the words that are shared say.
  Map<WordsId, Map<String, Content>> words(WorkspaceId workspace, Collection<WordsId> ids) {
    var words = new HashMap<WordsId, Map<String, Content>>();
    if (!ids.isEmpty()) {
      database.sql().sql("""
          select id, content::text from outreach.words where workspace_id = :workspace and id = any (:ids::uuid[])
          """)
          .param("workspace", workspace.value())
          .param("ids", texts(ids, id -> id.value().toString()))
          .query(row -> {
            words.put(new WordsId(row.getObject(1, UUID.class)), json.readValue(row.getString(2), BY_CHANNEL));
          });
    }
    return words;
  }

  /// When offers went to these customers since then, over all channels.
  Map<CustomerId, List<Instant>> heard(WorkspaceId workspace, Collection<CustomerId> customers, Instant since) {
    var heard = new HashMap<CustomerId, List<Instant>>();
    database.sql().sql("""
        select p.customer_id, s.went_at from customer.person p join outreach.send s on s.reached_id = p.identity_id
        where p.workspace_id = :workspace and s.workspace_id = :workspace and p.customer_id = any (:ids::uuid[])
          and s.class = 'marketing' and s.went_at > :since::timestamptz
          and s.state not in ('failed', 'skipped')
        """)
        .param("workspace", workspace.value())
        .param("ids", texts(customers, CustomerId::toString))
        .param("since", since.toString())
        .query(row -> {
          heard.computeIfAbsent(new CustomerId(row.getObject(1, UUID.class)), _ -> new ArrayList<>())
              .add(instant(row, 2));
        });
    return heard;
  }

  private Send send(ResultSet row) throws SQLException {
    var shared = row.getObject("words_id", UUID.class);
    var since = row.getObject("unless_ordered_since", OffsetDateTime.class);
    return new Send(
        new SendId(row.getObject("id", UUID.class)),
        new Source(Source.Kind.of(row.getString("source")), row.getObject("source_id", UUID.class),
            row.getString("step"), row.getString("name")),
        new IdentityId(row.getObject("identity_id", UUID.class)),
        MessageClass.of(row.getString("class")),
        list(row.getArray("channels")),
        Set.copyOf(list(row.getArray("products"))),
        since == null ? null : since.toInstant(),
        row.getBoolean("held_out"),
        shared == null ? new Words.Own(json.readValue(row.getString("words"), BY_CHANNEL))
            : new Words.Shared(new WordsId(shared)));
  }

  String text(Words.Own words) {
    return json.writerFor(BY_CHANNEL).writeValueAsString(words.byChannel());
  }

  static @Nullable String text(@Nullable Instant at) {
    return at == null ? null : at.toString();
  }

  private static List<String> list(Array array) throws SQLException {
    return Arrays.asList((String[]) array.getArray());
  }

  /// An array as PostgreSQL writes it.
  static String literal(Collection<String> words) {
    var text = new StringBuilder("{");
    for (var word : words) {
      text.append(text.length() == 1 ? "\"" : ",\"").append(word.replace("\\", "\\\\").replace("\"", "\\\""))
          .append('"');
    }
    return text.append('}').toString();
  }

  static Instant instant(ResultSet row, int column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  static OffsetDateTime time(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }

  static <T> @Nullable String[] texts(Collection<T> rows, Function<T, @Nullable String> column) {
    return rows.stream().map(column).toArray(String[]::new);
  }
}
