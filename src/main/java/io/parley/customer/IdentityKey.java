package io.parley.customer;

/// What names an identity from outside. Unique in a workspace.
public record IdentityKey(String kind, String value) {
  public static final String VISITOR = "visitor";
  public static final String MEMBER = "member";
  public static final int LONGEST_KIND = 40;
  public static final int LONGEST_VALUE = 200;

  public IdentityKey {
    if (kind.isBlank() || kind.length() > LONGEST_KIND) {
      throw new IllegalArgumentException("An identity's kind has 1 to %d characters".formatted(LONGEST_KIND));
    }
    if (value.isBlank() || value.length() > LONGEST_VALUE) {
      throw new IllegalArgumentException("An identity's value has 1 to %d characters".formatted(LONGEST_VALUE));
    }
  }

  /// The browser with this anonymous id.
  public static IdentityKey visitor(String anonymousId) {
    return new IdentityKey(VISITOR, anonymousId);
  }

  /// The shop account with this number.
  public static IdentityKey member(String userId) {
    return new IdentityKey(MEMBER, userId);
  }
}
