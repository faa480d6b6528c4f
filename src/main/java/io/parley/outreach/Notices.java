package io.parley.outreach;

import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import java.util.EnumMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/// Which notices of orders a merchant sends, and in what words.
@Component
class Notices {
  static final int LONGEST = 1_000;

  private final Database database;

  /// `zh` and `en` may have variables: `name`, `order.number`, `order.total`, `order.refunded`, `order.store`,
  /// `order.tracking`, `shop`.
  record Notice(NoticeKind kind, boolean told, String zh, String en) {
    String text(boolean chinese) {
      return chinese ? zh : en;
    }
  }

  Notices(Database database) {
    this.database = database;
  }

  Map<NoticeKind, Notice> of(WorkspaceId workspace) {
    var notices = new EnumMap<NoticeKind, Notice>(NoticeKind.class);
    for (var kind : NoticeKind.values()) {
      notices.put(kind, kind.usual());
    }
    database.tenant(workspace, () -> database.sql().sql("""
        select kind, told, zh, en from outreach.notice where workspace_id = :workspace
        """)
        .param("workspace", workspace.value())
        .query(row -> {
          var kind = NoticeKind.of(row.getString(1)).orElseThrow();
          notices.put(kind, new Notice(kind, row.getBoolean(2), row.getString(3), row.getString(4)));
        }));
    return notices;
  }

  void set(WorkspaceId workspace, Notice notice) {
    database.tenant(workspace, () -> database.sql().sql("""
        insert into outreach.notice (workspace_id, kind, told, zh, en) values (:workspace, :kind, :told, :zh, :en)
        on conflict (workspace_id, kind) do update set told = excluded.told, zh = excluded.zh, en = excluded.en
        """)
        .param("workspace", workspace.value())
        .param("kind", notice.kind.word())
        .param("told", notice.told)
        .param("zh", notice.zh)
        .param("en", notice.en)
        .update());
  }
}
