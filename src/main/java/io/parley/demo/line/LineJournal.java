package io.parley.demo.line;

import io.parley.platform.Database;
import java.util.List;
import java.util.Optional;
import org.springframework.context.annotation.Conditional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// SQL of the simulated LINE.
@Component
@Conditional(DemoOn.class)
class LineJournal {
  private final Database database;
  private final JsonMapper json;

  record Media(String type, byte[] bytes) {}

  LineJournal(Database database, JsonMapper json) {
    this.database = database;
    this.json = json;
  }

  void append(LineFact fact) {
    var body = json.writerFor(LineFact.class).writeValueAsString(fact);
    database.apart(() -> database.sql().sql("insert into demo.line_fact (body) values (:body) /* of no workspace */")
        .param("body", body)
        .update());
  }

  List<LineFact> all() {
    return database.engine(() -> database.sql()
        .sql("select body from demo.line_fact order by id /* of no workspace */")
        .query((row, n) -> json.readValue(row.getString(1), LineFact.class))
        .list());
  }

  void keep(String id, Media media) {
    database.apart(() -> database.sql().sql("""
        insert into demo.line_media (id, type, bytes) values (:id, :type, :bytes) /* of no workspace */
        """)
        .param("id", id)
        .param("type", media.type)
        .param("bytes", media.bytes)
        .update());
  }

  Optional<Media> media(String id) {
    return database.engine(() -> database.sql()
        .sql("select type, bytes from demo.line_media where id = :id /* of no workspace */")
        .param("id", id)
        .query((row, n) -> new Media(row.getString(1), row.getBytes(2)))
        .optional());
  }
}
