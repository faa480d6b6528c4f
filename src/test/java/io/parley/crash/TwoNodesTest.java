package io.parley.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.support.Call;
import io.parley.support.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Two Parleys on one PostgreSQL. The one that has the leases is halted in the middle of its work (`SIGSTOP`, as a
/// long pause of its machine would), the other takes over, and then the first wakes and believes that no time has
/// passed. Leases and claims are ended here by hand, so that the test need not wait them out.
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class TwoNodesTest {
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final int ORDERS = 600;
  private static final int MESSAGES = 60;
  private static final int CONTACTS = 12;
  private static JdbcClient owner;
  private static Victim first;
  private static Victim second;
  private static KeyedLine line;
  private static int events;

  @BeforeAll
  @Timeout(value = 15, unit = TimeUnit.MINUTES)
  static void start() {
    var url = TestDatabase.fresh();
    var source = new PGSimpleDataSource();
    source.setUrl(url);
    owner = JdbcClient.create(source);
    var folder = Path.of("target/two-nodes/" + ProcessHandle.current().pid()).toAbsolutePath();
    line = new KeyedLine(MESSAGES / 3);
    var environment = Map.of("PARLEY_DATABASE_URL", url, "PARLEY_MASTER_KEY", TestDatabase.MASTER_KEY,
        "PARLEY_LINE_API", line.url(), "PARLEY_OUTSIDE_TRUSTED", line.url());
    first = new Victim(folder.resolve("first"), environment);
    second = new Victim(folder.resolve("second"), environment);
    first.start();
    second.start();
  }

  @AfterAll
  static void stop() {
    first.close();
    second.close();
    line.close();
  }

  @Test
  void whoSleptPastItsLeaseNeitherLosesNorDoublesAnything() {
    send(first, 40);
    await(() -> waiting() == 0, "folded by one of them");
    Linger.on(owner, "timeline.tally", "insert or update", "true");
    send(second, 40);
    passOn("fold-0");
    var id = bring();
    Linger.on(owner, "integration.import", "update of done", "true");
    assertThat(api(second).post("/api/v1/imports/" + id + "/run", Map.of()).status()).isEqualTo(200);
    passOn("imports");
    send(first, 40);
    await(() -> owner.sql("select state from integration.import").query(String.class).single().equals("done"),
        "imported");
    await(() -> waiting() == 0, "folded");
    assertThat(owner.sql("select count(*) || ' ' || count(distinct name) from timeline.event where kind = 'track' "
        + "and name like 'event-%'").query(String.class).single()).isEqualTo(events + " " + events);
    assertThat(owner.sql("""
        select count(*) || ' ' || sum(total)::bigint || ' ' || (select count(*) from timeline.event
          where name = 'Order Completed') || ' ' || (select fresh from integration.import) from commerce.customer_order
        """).query(String.class).single()).isEqualTo(ORDERS + " " + ORDERS * 10 + " " + ORDERS + " " + ORDERS);
    assertThat(owner.sql("""
        select (select sum(accepted) from timeline.receipt) - (select sum(folded + repeated + discarded)
          from timeline.tally) - (select count(*) from timeline.parked)
        """).query(Long.class).single()).as("accepted and not accounted for").isZero();
    assertThat(owner.sql("select count(*) from timeline.parked").query(Long.class).single()).isZero();
  }

  /// The one that waits for LINE's answer is halted. The other finds its message unanswered and sends it again under
  /// the same key, and all the others; then the first wakes with an answer that nobody waits for.
  @Test
  void ofTwoThatSendNobodyIsWrittenToTwiceOrForgotten() {
    plan(connect());
    await(() -> line.waitingPort() != 0, "a message waits for its answer");
    var halted = first.uses(line.waitingPort()) ? first : second;
    halted.signal("STOP");
    line.answer();
    await(() -> {
      letGo();
      owner.sql("""
          update channel.outgoing set claimed_until = now()
          where state = 'sending' and claimed_until < now() + interval '43 seconds' /* of 45 */
          """).update();
      return owner.sql("select count(*) from channel.outgoing where state = 'sent'").query(Integer.class).single()
          == MESSAGES;
    }, "all are sent");
    halted.signal("CONT");
    Victim.pause(Duration.ofSeconds(1));
    assertThat(line.taken).hasSize(MESSAGES).doesNotHaveDuplicates();
    assertThat(line.asked.values()).as("how often each was sent").contains(2);
    for (var contact = 0; contact < CONTACTS; contact++) {
      var hers = "C" + contact + " ";
      assertThat(line.taken.stream().filter(one -> one.startsWith(hers))).as("in order").isSorted();
    }
    assertThat(owner.sql("select count(*) || ' ' || sum(cost) from channel.outgoing where state = 'sent'")
        .query(String.class).single()).isEqualTo(MESSAGES + " " + MESSAGES);
  }

  private static String connect() {
    var made = api(first).post("/api/v1/connections", Map.of("kind", "line", "name", "LINE", "channelId", "1650000000",
        "channelSecret", "0123456789abcdef0123456789abcdef"));
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    return made.json().path("id").asString();
  }

  private static void plan(String connection) {
    owner.sql("""
        insert into channel.outgoing (id, workspace_id, connection_id, address, payload)
        select gen_random_uuid(), c.workspace_id, c.id, 'C' || n %% %d,
          jsonb_build_object('kind', 'text', 'text', to_char(n, '000'), 'quickReplies', '[]'::jsonb)::text
        from channel.connection c, generate_series(1, %d) n where c.id = '%s' order by n
        """.formatted(CONTACTS, MESSAGES, connection)).update();
  }

  /// Halts the node that is in the middle of the transaction, gives its lease to the other, wakes it.
  private static void passOn(String lease) {
    await(() -> Linger.waiting(owner) == 1, "somebody is about to commit");
    var holder = owner.sql("select holder::text || ' ' || epoch from platform.lease where name = :lease")
        .param("lease", lease).query(String.class).single();
    var halted = halt();
    owner.sql("update platform.lease set until = now() - interval '1 second'").update();
    Linger.end(owner);
    await(() -> {
      letGo();
      return !owner.sql("select holder::text || ' ' || epoch from platform.lease where name = :lease")
          .param("lease", lease).query(String.class).single().equals(holder);
    }, "the other has the lease");
    Victim.pause(Duration.ofSeconds(1));
    halted.signal("CONT");
  }

  /// What PostgreSQL does by itself to a transaction that says nothing for half a minute, after a second of it.
  private static void letGo() {
    owner.sql("""
        select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and usename like 'parley_%' and state like 'idle in transaction%'
          and state_change < now() - interval '1 second'
        """).query(Boolean.class).list();
  }

  /// Whose connection it is that waits before its commit.
  private static Victim halt() {
    var working = owner.sql("""
        select client_port from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep'
        """).query(Integer.class).single();
    var node = first.uses(working) ? first : second;
    node.signal("STOP");
    return node;
  }

  private static void send(Victim node, int many) {
    var batch = new java.util.ArrayList<Map<String, Object>>();
    for (var n = 0; n < many; n++) {
      var name = "event-" + ++events;
      batch.add(Map.of("type", "track", "event", name, "messageId", name, "anonymousId", "v" + n % 7));
    }
    var answer = Call.to(node.url()).post("/v1/batch",
        Map.of("writeKey", node.key("PARLEY_WRITE_KEY"), "batch", batch));
    assertThat(answer.status()).isEqualTo(200);
  }

  private static Call api(Victim node) {
    return Call.to(node.url()).bearer(node.key("PARLEY_API_KEY"));
  }

  private static String bring() {
    var text = new StringBuilder("order number,order date,member number,sku,product name,quantity,unit price\n");
    for (var order = 0; order < ORDERS; order++) {
      text.append("A%d,2026-01-02 10:00,M-%d,sku,Cup,1,10\n".formatted(order, order % 300));
    }
    var api = api(second);
    var id = api.with("Content-Type", "application/octet-stream").post("/api/v1/imports?name=o.csv", text.toString())
        .json().path("id").asString();
    var guess = api.get("/api/v1/imports/" + id + "/preview").json().path("guess");
    api.send("PUT", "/api/v1/imports/" + id + "/mapping",
        Map.of("charset", "UTF_8", "delimiter", ",", "mapping", guess));
    await(() -> api.get("/api/v1/imports/" + id).json().path("state").asString().equals("checked"), "checked");
    return id;
  }

  private static long waiting() {
    return owner.sql("""
        select count(*) from timeline.log l, timeline.cursor c
        where c.shard = l.shard and (l.xid, l.position) > (c.xid, c.position)
        """).query(Long.class).single();
  }

  private static void await(BooleanSupplier so, String what) {
    var deadline = System.nanoTime() + LIMIT.toNanos();
    while (!so.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("Not in time: " + what + " – " + state());
      }
      Victim.pause(Duration.ofMillis(30));
    }
  }

  /// What everybody is at, for whoever reads why it took too long.
  private static String state() {
    return owner.sql("""
        select concat_ws(' / ', (select string_agg(to_jsonb(l)::text, ' ') from platform.lease l),
          (select string_agg(state || done, ' ') from integration.import),
          (select string_agg(concat_ws(' ', usename, state, wait_event, query), ' / ')
           from pg_stat_activity where datname = current_database() and state <> 'idle'))
        """).query(String.class).single();
  }
}
