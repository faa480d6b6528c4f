package io.parley.conversation;

import io.parley.platform.Database;
import io.parley.platform.Erasing;
import io.parley.platform.Feed;
import io.parley.platform.Files;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/// What was said with her, with its pictures.
@Component
class ConversationErasing implements Erasing {
  private static final Pattern FILE = Pattern.compile("/api/v1/files/([0-9a-f-]{36})");
  private static final String HERS = "t.identity_id = any (:identities)";

  private final Database database;
  private final Files files;
  private final Feed feed;

  ConversationErasing(Database database, Files files, Feed feed) {
    this.database = database;
    this.files = files;
    this.feed = feed;
  }

  @Override
  public int rank() {
    return 30;
  }

  @Override
  public List<Rows> rows() {
    return List.of(
        Rows.shown("conversation.message", """
            t.conversation_id in (select c.id from conversation.conversation c where c.workspace_id = :workspace
              and c.identity_id = any (:identities))
            """),
        Rows.shown("conversation.conversation", HERS),
        Rows.hidden("conversation.visitor_key", HERS),
        Rows.hidden("conversation.link_code", HERS),
        Rows.hidden("conversation.link_attempt", HERS),
        Rows.hidden("conversation.link_nonce", HERS),
        Rows.shown("conversation.entry_use", HERS));
  }

  @Override
  public long before(Subject subject) {
    var threads = database.sql().sql("""
        select id from conversation.conversation where workspace_id = :workspace and identity_id = any (:identities)
        """)
        .param("workspace", subject.workspace().value())
        .param("identities", subject.identities().toArray(UUID[]::new))
        .query(UUID.class)
        .list();
    var sent = new HashSet<UUID>();
    database.sql().sql("""
        select content::text from conversation.message
        where workspace_id = :workspace and conversation_id = any (:threads) and content::text like '%/api/v1/files/%'
        """)
        .param("workspace", subject.workspace().value())
        .param("threads", threads.toArray(UUID[]::new))
        .query(row -> {
          FILE.matcher(row.getString(1)).results().forEach(found -> sent.add(UUID.fromString(found.group(1))));
        });
    var told = feed.forget(subject.workspace(), threads.stream().map(String::valueOf).toList(),
        Stream.concat(subject.customers().stream(), subject.identities().stream()).map(String::valueOf).toList());
    return files.delete(subject.workspace(), sent) + told;
  }
}
