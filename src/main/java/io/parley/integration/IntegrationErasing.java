package io.parley.integration;

import io.parley.platform.Database;
import io.parley.platform.Erasing;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// What files and calls say of her. A file that names her is let go whole; a row that names somebody else by member
/// number and her only by a phone or an e-mail stays his, without them.
@Component
class IntegrationErasing implements Erasing {
  private static final String SAID = "lower(concat(t.told::text, ' ', t.cells::text))";
  private static final String NAMED = """
      (exists (select from unnest(:values::text[]) v where position('"' || lower(v) || '"' in SAID) > 0)
        or exists (select from unnest(:phones::text[]) p
          where position(p || '"' in regexp_replace(SAID, '[^0-9"]', '', 'g')) > 0))
      """.replace("SAID", SAID);
  /// Only somebody else's by the strongest name.
  private static final String ANOTHERS = """
      coalesce('member:' || coalesce(t.told #>> '{person,member}', t.told #>> '{buyer,member}') <> all (:names), false)
      """;
  private static final Says GONE = new Says("檔案裡有已經刪除的人，檔案不再保留；請拿掉那個人後重新上傳",
      "The file named somebody who was erased, so it is gone. Take that person out and bring it again");

  private final Database database;
  private final JsonMapper json;

  IntegrationErasing(Database database, JsonMapper json) {
    this.database = database;
    this.json = json;
  }

  @Override
  public int rank() {
    return 10;
  }

  @Override
  public List<Rows> rows() {
    return List.of(
        Rows.shown("integration.import_row", NAMED + " and not " + ANOTHERS),
        Rows.hidden("integration.import_unit", """
            not exists (select from integration.import_row r
              where r.import_id = t.import_id and r.key = t.key and r.reason is null)
            """),
        Rows.hidden("integration.shopify_call", """
            exists (select from unnest(:values::text[]) v where position('"' || lower(v) || '"' in lower(t.body)) > 0)
            or exists (select from unnest(:phones::text[]) p
              where position(p || '"' in regexp_replace(t.body, '[^0-9"]', '', 'g')) > 0)
            """),
        Rows.hidden("integration.webhook_call", """
            exists (select from unnest(:words::text[]) w
              where position(w in lower(concat(t.event_id, ' ', t.type, ' ', t.reason::text))) > 0)
            or exists (select from unnest(:phones::text[]) p
              where position(p in regexp_replace(concat(t.event_id, t.reason::text), '[^0-9]', '', 'g')) > 0)
            """));
  }

  @Override
  public long before(Subject subject) {
    var gone = 0L;
    for (var file : files(subject)) {
      gone += letGo(subject, file);
    }
    for (var part : List.of("person", "buyer", "traits")) {
      bind(subject, """
          update integration.import_row t set told = jsonb_set(t.told, '{%1$s}', (t.told -> '%1$s')
            - case when lower(t.told #>> '{%1$s,email}') = any (:values) then '{email}' else '{}' end::text[]
            - case when exists (select from unnest(:phones::text[]) p where t.told #>> '{%1$s,phone}' like '%%' || p)
                then '{phone}' else '{}' end::text[]), cells = null, amiss = null
          where t.workspace_id = :workspace and jsonb_exists(t.told, '%1$s') and %2$s and %3$s
          """.formatted(part, NAMED, ANOTHERS)).update();
    }
    return gone;
  }

  private StatementSpec bind(Subject subject, String sql) {
    return database.sql().sql(sql)
        .param("workspace", subject.workspace().value())
        .param("names", subject.names().toArray(String[]::new))
        .param("values", subject.values().toArray(String[]::new))
        .param("phones", subject.phones().toArray(String[]::new));
  }

  /// Imports whose bytes hold one of her names, as UTF-8, Big5 and one-byte writings have it, or as UTF-16 does.
  private List<UUID> files(Subject subject) {
    return database.sql().sql("""
        select c.import_id from integration.import_chunk c where c.workspace_id = :workspace group by c.import_id
        having exists (select from unnest(:needles::bytea[]) n
          where position(n in string_agg(c.bytes, ''::bytea order by c.n)) > 0)
        """)
        .param("workspace", subject.workspace().value())
        .param("needles", needles(subject).toArray(byte[][]::new))
        .query((row, n) -> row.getObject(1, UUID.class))
        .list();
  }

  private static List<byte[]> needles(Subject subject) {
    var needles = new ArrayList<byte[]>();
    var texts = new ArrayList<String>(subject.values());
    for (var phone : subject.phones()) {
      texts.add(phone);
      if (phone.length() == 9) {
        texts.add(phone.substring(0, 3) + "-" + phone.substring(3, 6) + "-" + phone.substring(6));
        texts.add(phone.substring(0, 3) + "-" + phone.substring(3));
        texts.add(phone.substring(0, 3) + " " + phone.substring(3, 6) + " " + phone.substring(6));
      }
    }
    for (var text : texts) {
      if (text.length() > 3) {
        needles.add(text.getBytes(StandardCharsets.UTF_8));
        needles.add(text.getBytes(StandardCharsets.UTF_16LE));
        needles.add(text.getBytes(StandardCharsets.UTF_16BE));
      }
    }
    return needles;
  }

  /// What was checked can still be told, from its rows; what was not must be brought again.
  private long letGo(Subject subject, UUID file) {
    database.sql().sql("""
        update integration.import set state = 'failed', problem = :problem::jsonb
        where workspace_id = :workspace and id = :id and state in ('uploading', 'uploaded', 'checking', 'failed')
        """)
        .param("problem", json.writeValueAsString(GONE))
        .param("workspace", subject.workspace().value())
        .param("id", file)
        .update();
    return database.sql().sql("""
        delete from integration.import_chunk where workspace_id = :workspace and import_id = :id
        """)
        .param("workspace", subject.workspace().value())
        .param("id", file)
        .update();
  }
}
