package io.parley.platform;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Pictures and other media, kept in the database so that a backup, a second node and an erasure look in one place.
/// Ids are unguessable; whoever knows one may read it (providers fetch pictures without a login).
@Component
public final class Files {
  public static final int MAX_BYTES = 10 * 1024 * 1024;
  private static final Set<String> PICTURES = Set.of("image/png", "image/jpeg", "image/gif", "image/webp");
  private static final Set<String> MEDIA = Set.of("audio/mp4", "audio/mpeg", "audio/x-m4a", "video/mp4",
      "application/pdf", "application/octet-stream");

  private final Database database;

  public record Stored(String type, byte[] bytes) {
    public boolean picture() {
      return PICTURES.contains(type);
    }
  }

  Files(Database database) {
    this.database = database;
  }

  /// Keeps bytes as one of the known types; anything else becomes a download without a type.
  public UUID keep(WorkspaceId workspace, String type, byte[] bytes) {
    if (bytes.length == 0 || bytes.length > MAX_BYTES) {
      throw new Problem(413, "file_size", "檔案要在 10 MB 以內", "A file may have up to 10 MB");
    }
    var plain = type.split(";", 2)[0].strip().toLowerCase(java.util.Locale.ROOT);
    var known = PICTURES.contains(plain) || MEDIA.contains(plain) ? plain : "application/octet-stream";
    var id = UUID.randomUUID();
    database.tenant(workspace, () -> database.sql().sql("""
        insert into platform.file (id, workspace_id, type, bytes) values (:id, :workspace, :type, :bytes)
        """)
        .param("id", id)
        .param("workspace", workspace.value())
        .param("type", known)
        .param("bytes", bytes)
        .update());
    return id;
  }

  /// Returns how many there were.
  public int delete(WorkspaceId workspace, Collection<UUID> ids) {
    return ids.isEmpty() ? 0 : database.tenant(workspace, () -> database.sql().sql("""
        delete from platform.file where workspace_id = :workspace and id = any (:ids)
        """)
        .param("workspace", workspace.value())
        .param("ids", ids.toArray(UUID[]::new))
        .update());
  }

  public Optional<Stored> read(UUID id) {
    return database.engine(() -> database.sql()
        .sql("select type, bytes from platform.file where id = :id /* any workspace: the id is the key */")
        .param("id", id)
        .query((row, n) -> new Stored(row.getString(1), row.getBytes(2)))
        .optional());
  }

  public static boolean isPicture(String type) {
    return PICTURES.contains(type);
  }
}
