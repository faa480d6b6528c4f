package io.parley.conversation;

import io.parley.workspace.Member;
import io.parley.workspace.MemberId;
import org.jspecify.annotations.Nullable;

/// Who wrote a line, by the name and voice they had then. The customer's name is not kept here: it may get better
/// later.
public sealed interface Author {

  record Customer() implements Author {}

  record Staff(@Nullable MemberId member, String name, Voice voice) implements Author {
    static Staff of(Member member, @Nullable Voice voice) {
      return new Staff(member.id(), member.name(), voice == null ? Voice.of(member.voice()) : voice);
    }
  }

  record System() implements Author {}

  /// Sent by itself: a notice, a broadcast, a step of a journey. `name` is what the merchant calls it.
  record Automation(String name) implements Author {}

  /// A member in her own voice.
  static Author of(Member member) {
    return Staff.of(member, null);
  }
}
