package io.parley.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.support.Call;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/// Kills a node and its database at random in the middle of three broadcasts and of notices that fall due meanwhile, at
/// providers that answer slowly, fail, and hang up after they have taken a message. On LINE, where one broadcast goes
/// person by person and one to hundreds in a call, everybody gets each once, and each is decided, in its thread and on
/// a timeline once; of mails, which know no repetition, nobody gets two, and of whom nobody can say whether she got
/// hers is marked. More people: `-Dcrash.people=50000 -Dcrash.rounds=12 -Dcrash.seconds=7000
/// -Dsurefire.timeout=7200 -Djunit.jupiter.execution.timeout.default=120m`; the same again: `-Dcrash.seed=…`.
class BroadcastCrashTest {
  private static final int PEOPLE = Integer.getInteger("crash.people", 300);
  private static final int MAILED = Math.max(60, PEOPLE / 10);
  private static final int NOTICES = Math.min(PEOPLE, 5_000);
  private static final int CRASHES = Integer.getInteger("crash.rounds", 2);
  private static final List<Victim.Part> DYING =
      List.of(Victim.Part.BOTH, Victim.Part.BACKEND, Victim.Part.JVM, Victim.Part.POSTGRES);
  private static final long SEED = Long.getLong("crash.seed", System.nanoTime() % 1_000_000);
  private static final Duration LIMIT = Duration.ofSeconds(Long.getLong("crash.seconds", 150));

  @Test
  void everybodyGetsABroadcastOnceHoweverOftenItIsCutOff() {
    var chance = new Random(SEED);
    var began = System.nanoTime();
    var data = Path.of("target/broadcast-crash-data/" + ProcessHandle.current().pid()).toAbsolutePath();
    try (var line = new LedgerLine(SEED);
        var mail = new LedgerMail(SEED);
        var victim = new Victim(data, Map.of("PARLEY_LINE_API", line.url(),
            "PARLEY_OUTSIDE_TRUSTED", line.url() + ",smtp://127.0.0.1:" + mail.port()))) {
      victim.start();
      var api = Call.to(victim.url()).bearer(victim.key("PARLEY_API_KEY"));
      people(victim, connect(api, mail.port()));
      notices(victim);
      Linger.on(victim.database(), "outreach.send", "update of state",
          "new.name = '大家一起' and new.state = 'sent'");
      begin(api, "一人一則", "line", "{{name|您}}好");
      begin(api, "大家一起", "line", "明天公休");
      begin(api, "一人一封", "email", "{{name|您}}好");
      await(() -> Linger.waiting(victim.database()) > 0, "what LINE took is about to be written");
      Linger.end(victim.database());
      for (var crash = 0; crash < CRASHES; crash++) {
        var enough = chance.nextInt(2 * PEOPLE / (CRASHES + 1));
        var before = line.ledger.size();
        await(() -> line.ledger.size() >= Math.min(before + enough, 2 * PEOPLE), "some have got it");
        Victim.pause(Duration.ofMillis(chance.nextInt(1_000)));
        victim.kill(DYING.get(crash % DYING.size()), chance);
        if (DYING.get(crash % DYING.size()) != Victim.Part.BACKEND) {
          startAgain(victim);
        }
      }
      await(() -> done(victim) == 3 + NOTICES, "all are done");
      assertLine(victim, line);
      assertMail(victim, mail);
      assertWrittenOnce(victim);
      LoggerFactory.getLogger(BroadcastCrashTest.class).info(
          "{} people on LINE twice, {} by mail, {} crashes, {} s; LINE: {}; mail cut off: {}; seed {}", PEOPLE, MAILED,
          CRASHES, (System.nanoTime() - began) / 1_000_000_000, line.troubles, mail.cutOff.size(), SEED);
    }
  }

  private static void assertLine(Victim victim, LedgerLine line) {
    assertThat(line.ledger).as("seed %d", SEED).hasSize(2 * PEOPLE + NOTICES);
    assertThat(line.ledger.values()).as("how often each was delivered; seed %d", SEED).containsOnly(1);
    assertThat(line.troubles).as("there was trouble").containsKeys("500", "cut off", "409");
    assertThat(victim.database().sql("""
        select state || ' ' || count(*) from outreach.send where channel = 'line' group by state
        """).query(String.class).list()).as("seed %d", SEED).containsExactly("sent " + (2 * PEOPLE + NOTICES));
  }

  private static void assertMail(Victim victim, LedgerMail mail) {
    assertThat(mail.ledger.values()).as("how often each was delivered; seed %d", SEED).containsOnly(1);
    var sent = addresses(victim, "sent");
    var unknown = addresses(victim, "unknown");
    assertThat(sent.size() + unknown.size()).as("seed %d", SEED).isEqualTo(MAILED);
    assertThat(mail.ledger.keySet()).as("seed %d", SEED).containsAll(sent);
    assertThat(unknown).as("seed %d", SEED).containsAll(mail.cutOff);
    sent.addAll(unknown);
    assertThat(sent).as("seed %d", SEED).containsAll(mail.ledger.keySet());
  }

  /// Of what did not go to hundreds in a call.
  private static void assertWrittenOnce(Victim victim) {
    await(() -> one(victim, """
        select count(*) from timeline.log l, timeline.cursor c
        where c.shard = l.shard and (l.xid, l.position) > (c.xid, c.position)
        """) == 0, "folded");
    var decided = """
        from outreach.decision d join outreach.send s on s.id = d.send_id
        where d.verdict = 'send' and s.source = 'notice'
        """;
    assertThat(one(victim, "select count(*) " + decided)).as("decided; seed %d", SEED).isEqualTo(NOTICES);
    assertThat(one(victim, "select count(distinct send_id) " + decided)).as("seed %d", SEED).isEqualTo(NOTICES);
    assertThat(one(victim, "select count(*) from conversation.message where author = 'automation'"))
        .as("both in the thread of every second; seed %d", SEED).isEqualTo(NOTICES / 2 * 2);
    for (var once : List.of("select count(*) from channel.outgoing",
        "select count(*) from timeline.event where kind = 'message'")) {
      assertThat(one(victim, once)).as("%s; seed %d", once, SEED).isEqualTo(PEOPLE + MAILED + NOTICES);
    }
  }

  private static long one(Victim victim, String query) {
    return victim.database().sql(query).query(Long.class).single();
  }

  private static Set<String> addresses(Victim victim, String state) {
    return new HashSet<>(victim.database().sql("""
        select i.value from outreach.send s join customer.identity i on i.id = s.identity_id
        where s.channel = 'email' and s.state = :state
        """).param("state", state).query(String.class).list());
  }

  private static String connect(Call api, int smtp) {
    var mail = api.post("/api/v1/connections/email", Map.of("fromName", "風箏", "from", "shop@kite.example", "smtp",
        Map.of("host", "127.0.0.1", "port", smtp, "tls", "none")));
    assertThat(mail.status()).as(mail.body()).isEqualTo(201);
    var made = api.post("/api/v1/connections", Map.of("kind", "line", "name", "LINE", "channelId", "1650000000",
        "channelSecret", "0123456789abcdef0123456789abcdef"));
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    return made.json().path("id").asString();
  }

  /// As if each had added the account or left her address; nobody sleeps here, and nobody minds two offers a day.
  private static void people(Victim victim, String connection) {
    var database = victim.database();
    database.sql("""
        with c as (
          insert into customer.customer (id, workspace_id, name, first_seen_at, last_seen_at, created_at)
          select gen_random_uuid(), 1, 'P' || n, now(), now(), now() from generate_series(1, %1$d) n
          returning id, name)
        insert into customer.identity (id, workspace_id, kind, value, customer_id, home, met_at, evidence, linked_at)
        select gen_random_uuid(), 1, case when n > %2$d then 'email' else 'line' end,
          case when n > %2$d then name || '@buyer.example' else '%3$s:' || name end, id, id, now(), 'seen', now()
        from (select id, name, substr(name, 2)::int as n from c) c
        """.formatted(PEOPLE + MAILED, PEOPLE, connection)).update();
    database.sql("""
        insert into channel.contact (connection_id, address, workspace_id)
        select '%s', 'P' || n, 1 from generate_series(1, %d) n
        """.formatted(connection, PEOPLE)).update();
    database.sql("""
        insert into outreach.setting (workspace_id, value) values (1, '{"quietFrom": "12:00", "quietTo": "12:00",
          "perDay": 20, "reserve": 0, "prices": {}, "boughtDays": 30, "holdoutPercent": 0, "askFirst": []}')
        """).update();
  }

  /// One for each of some on LINE, every second of whom has a thread, due one after the other.
  private static void notices(Victim victim) {
    victim.database().sql("""
        with p as (select c.id as connection, i.id as identity, split_part(i.value, ':P', 2)::int as n
          from channel.connection c join customer.identity i on i.kind = 'line' where c.kind = 'line'),
        threads as (insert into conversation.conversation
            (id, workspace_id, identity_id, channel, connection_id, address, updated_at)
          select gen_random_uuid(), 1, identity, 'line', connection, 'P' || n, now() from p
          where n <= %1$d and n %% 2 = 0 returning id)
        insert into outreach.send (id, workspace_id, source, source_id, step, name, key, identity_id, class, channels,
          products, held_out, words, planned_at, due_at)
        select gen_random_uuid(), 1, 'notice', connection, '', '通知', n, identity, 'service', '{}', '{}', false,
          '{"any": {"kind": "text", "text": "到貨了", "quickReplies": []}}', now(), now() + n * interval '50 ms'
        from p where n <= %1$d
        """.formatted(NOTICES)).update();
  }

  private static void begin(Call api, String name, String channel, String text) {
    var made = api.post("/api/v1/broadcasts", Map.of("name", name, "holdout", 0, "links", "plain",
        "condition", Map.of("kind", "identified", "by", channel), "channels", List.of(channel),
        "variants", List.of(Map.of("text", text, "subject", "嗨"))));
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    var begun = api.post("/api/v1/broadcasts/" + made.json().path("id").asString() + "/start", Map.of());
    assertThat(begun.status()).as(begun.body()).isEqualTo(200);
  }

  /// A node that starts on its own database lets go at once what dead ones had in hand.
  private static void startAgain(Victim victim) {
    var before = Instant.ofEpochMilli(System.currentTimeMillis());
    victim.start();
    var held = victim.database().sql("""
        select (select count(*) from channel.outgoing where claimed_until > now() and claimed_until < :claims)
          + (select count(*) from channel.parcel where claimed_until > now() and claimed_until < :claims)
          + (select count(distinct holder) - 1 from platform.lease where until > now())
        """).param("claims", before.plusSeconds(45).atOffset(ZoneOffset.UTC)).query(Integer.class).single();
    assertThat(held).as("held for the dead; seed %d", SEED).isLessThanOrEqualTo(0);
  }

  /// How many broadcasts and notices are.
  private static long done(Victim victim) {
    try {
      return one(victim, """
          select (select count(*) from campaign.broadcast where state = 'done')
            + (select count(*) from outreach.send where source = 'notice' and state = 'sent')
          """);
    } catch (DataAccessException recovering) {
      return -1;
    }
  }

  private static void await(BooleanSupplier met, String what) {
    var deadline = System.nanoTime() + LIMIT.toNanos();
    while (!met.getAsBoolean()) {
      assertThat(System.nanoTime()).as("%s; seed %d", what, SEED).isLessThan(deadline);
      Victim.pause(Duration.ofMillis(100));
    }
  }
}
