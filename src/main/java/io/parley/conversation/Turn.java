package io.parley.conversation;

import java.util.ArrayList;
import java.util.List;

/// What a verb of a conversation leaves: its next state and the lines it added, in order.
public record Turn(Conversation next, List<Line> added) {

  /// A line that has its place in the thread, and no id yet.
  public record Line(long seq, Direction direction, Draft draft) {}

  static Turn same(Conversation conversation) {
    return new Turn(conversation, List.of());
  }

  Turn then(java.util.function.Function<Conversation, Turn> verb) {
    var after = verb.apply(next);
    var both = new ArrayList<>(added);
    both.addAll(after.added);
    return new Turn(after.next, List.copyOf(both));
  }
}
