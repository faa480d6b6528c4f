package io.parley.platform;

import java.util.List;
import java.util.Set;
import java.util.UUID;

/// A module that keeps something of a person. It names the rows that are hers; from that she gets a copy of them
/// (export), and they are deleted (erase). What cannot be said in rows is done in `before`.
public interface Erasing {
  /// Those that point to others come first: higher modules have lower ranks.
  int rank();

  /// Tables in the order they are emptied.
  List<Rows> rows();

  /// Done before any row is deleted, in the same engine transaction. Returns how many things it took away.
  default long before(Subject subject) {
    return 0;
  }

  /// Whose data it is. `names` are `kind:value` of her identities, `values` without the kind, with the e-mails she
  /// told. `phones` are the digits of her phones without country and zero; `words` what somebody may have searched her
  /// by, in small letters: all of these and what she is called.
  record Subject(WorkspaceId workspace, Set<UUID> customers, Set<UUID> identities, Set<String> names,
      Set<String> values, Set<String> phones, Set<String> words) {
    public Subject {
      customers = Set.copyOf(customers);
      identities = Set.copyOf(identities);
      names = Set.copyOf(names);
      values = Set.copyOf(values);
      phones = Set.copyOf(phones);
      words = Set.copyOf(words);
    }
  }

  /// The rows of `table` that meet `where`: SQL over the table under the name `t`, with `:workspace`, `:customers`,
  /// `:identities`, `:names`, `:values`, `:phones` and `:words`.
  record Rows(String table, String where, boolean shown) {
    /// She gets a copy of these.
    public static Rows shown(String table, String where) {
      return new Rows(table, where, true);
    }

    /// Of no use to her: secrets, queues, caches.
    public static Rows hidden(String table, String where) {
      return new Rows(table, where, false);
    }
  }
}
