package io.parley.timeline;

import java.util.Set;

/// The kinds of facts. Segment's six calls keep their names.
public final class FactKind {
  public static final String PAGE = "page";
  public static final String SCREEN = "screen";
  public static final String TRACK = "track";
  public static final String IDENTIFY = "identify";
  public static final String GROUP = "group";
  public static final String ALIAS = "alias";
  public static final String MESSAGE = "message";
  public static final String LINK = "link";
  public static final String UNLINK = "unlink";
  /// Some identities of a customer are somebody else, together.
  public static final String UNMERGE = "unmerge";
  public static final String TAG = "tag";
  public static final String UNTAG = "untag";
  /// A person lets rules put a tag on again that was taken off by hand.
  public static final String ALLOW = "allow";
  /// A member of the team set attributes of a customer by hand.
  public static final String ATTRIBUTE = "attribute";
  /// She said yes or no to a purpose on a channel.
  public static final String CONSENT = "consent";
  public static final String RULE = "rule";
  public static final String CONVERSATION = "conversation";
  public static final String SEGMENT_ENTERED = "segment_entered";
  public static final String SEGMENT_LEFT = "segment_left";

  static final Set<String> OF_SEGMENT = Set.of(PAGE, SCREEN, TRACK, IDENTIFY, GROUP, ALIAS);
  static final Set<String> OF_MODULES = Set.of(MESSAGE, LINK, UNLINK, UNMERGE, TAG, UNTAG, ALLOW, ATTRIBUTE,
      CONSENT, RULE, CONVERSATION, SEGMENT_ENTERED, SEGMENT_LEFT);

  private FactKind() {}
}
