package io.parley.customer;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one fact says about who is who. `at` is when it happened.
public sealed interface Sighting {
  Instant at();

  /// A call that names its sender. A member number and a browser in one call are strong evidence for one person.
  /// `present` if she did it herself: what a file says of somebody is no visit of hers.
  record Seen(@Nullable IdentityKey member, @Nullable IdentityKey visitor, List<IdentityKey> others, Instant at,
      boolean present) implements Sighting {
    public Seen(
        @Nullable IdentityKey member, @Nullable IdentityKey visitor, List<IdentityKey> others, Instant at) {
      this(member, visitor, others, at, true);
    }

    public Seen {
      if (member == null && visitor == null && others.isEmpty()) {
        throw new IllegalArgumentException("Nobody was seen");
      }
    }
  }

  /// What went by `previous` until now, a browser's id as a rule, is this member.
  record Renamed(IdentityKey member, String previous, Instant at) implements Sighting {}

  /// A fact about an identity that exists. `present` if she did it herself, so that it counts as being seen.
  record Known(IdentityId identity, boolean present, Instant at) implements Sighting {}

  /// A person says that two identities are one.
  record Linked(IdentityId one, IdentityId other, Say say, Instant at) implements Sighting {}

  /// A person says that this identity is somebody else.
  record Unlinked(IdentityId identity, Instant at) implements Sighting {}

  /// A person says that these identities, of one customer, are together somebody else.
  record Unmerged(List<IdentityId> identities, Instant at) implements Sighting {
    public Unmerged {
      if (identities.isEmpty()) {
        throw new IllegalArgumentException("Somebody leaves");
      }
    }
  }
}
