package io.parley.conversation;

import io.parley.channel.ConnectionId;
import io.parley.channel.Content;
import io.parley.customer.IdentityId;
import io.parley.platform.WorkspaceId;
import io.parley.workspace.MemberId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One thread with one person on one channel. There is one for each identity and channel; it closes and reopens.
///
/// @param seq of the last line
/// @param unread lines of the person that no staff member has read
/// @param waitingSince when the oldest unanswered line was said, the last answer failed, or something was handed over
///     to be done; null when nothing waits
/// @param undelivered the last line of staff that did not reach the person; null once staff said something else
/// @param assignee the member whose it is to see to; null is everybody's
/// @param updatedAt when something was last said, for the order of lists
/// @param version grows with every change: a screen keeps the state with the greatest
public record Conversation(
    ConversationId id,
    WorkspaceId workspace,
    Party party,
    boolean open,
    long seq,
    int unread,
    @Nullable Instant waitingSince,
    @Nullable Long undelivered,
    @Nullable MemberId assignee,
    Marks marks,
    @Nullable Last last,
    Instant updatedAt,
    long version) {

  /// The person's end. `address` is what the channel knows them by: the visitor's anonymous id, or the contact of the
  /// connection. `connection` is null on the site, or once the merchant has removed it.
  public record Party(IdentityId identity, Channel channel, @Nullable ConnectionId connection, String address) {
    @Nullable String visitor() {
      return channel == Channel.WEB ? address : null;
    }
  }

  /// The last thing said, for lists.
  public record Last(long seq, String kind, String text, Instant at, Direction direction, @Nullable Voice voice) {
    static Last of(long seq, Direction direction, Draft draft) {
      var voice = draft.author() instanceof Author.Staff staff ? staff.voice() : null;
      return new Last(seq, Summary.kind(draft.content()), Summary.of(draft.content()), draft.at(), direction, voice);
    }
  }

  static Conversation begin(ConversationId id, WorkspaceId workspace, Party party, Instant at) {
    return new Conversation(id, workspace, party, true, 0, 0, null, null, null, Marks.NONE, null, at, 0);
  }

  /// Whether lists show it: something was said, or somebody added us on LINE.
  boolean listed() {
    return last != null && (party.channel() != Channel.WEB || last.direction() != Direction.FACT);
  }

  /// The person wrote. A closed conversation opens again.
  public Turn receive(Draft said) {
    return reopen(Draft.fact("reopened", new Author.Customer(), said.at()))
        .then(opened -> opened.add(Direction.IN, said, new Change(opened)
            .unread(opened.unread + 1)
            .waitingSince(opened.waitingSince == null ? said.at() : opened.waitingSince)));
  }

  /// Staff wrote to the person: nothing waits any more, and everything before was read.
  public Turn answer(Draft said) {
    return add(Direction.OUT, said, new Change(this).unread(0).waitingSince(null).undelivered(null)
        .marks(marks.staffRead(seq + 1)));
  }

  /// Something was sent by itself. It answers nobody: who waits goes on waiting, and lists stay in their order.
  public Turn send(Draft said) {
    return add(Direction.OUT, said, new Change(this));
  }

  /// Staff wrote to each other.
  public Turn note(Draft said) {
    return add(Direction.NOTE, said, new Change(this));
  }

  /// It is somebody's to see to from now on; null gives it back to all.
  public Turn assign(@Nullable MemberId to, Draft assigned) {
    return Objects.equals(to, assignee) ? Turn.same(this)
        : add(Direction.FACT, assigned, new Change(this).assignee(to));
  }

  /// Something is to be done for the person: it opens, says what in a note, and waits until staff answer.
  public Turn hand(Draft todo) {
    return reopen(Draft.fact("reopened", todo.author(), todo.at())).then(opened -> opened.add(Direction.NOTE, todo,
        new Change(opened).waitingSince(opened.waitingSince == null ? todo.at() : opened.waitingSince)));
  }

  /// Something happened that belongs in the thread.
  public Turn happen(Draft fact) {
    return add(Direction.FACT, fact, new Change(this));
  }

  /// Closing twice keeps the first closer.
  public Turn close(Draft closed) {
    return open
        ? add(Direction.FACT, closed, new Change(this).open(false).unread(0).waitingSince(null).undelivered(null))
        : Turn.same(this);
  }

  public Turn reopen(Draft opened) {
    return open ? Turn.same(this) : add(Direction.FACT, opened, new Change(this).open(true));
  }

  /// The line of staff at `at` surely did not reach the person: whoever thought it answered has to see to it, so the
  /// conversation is open and waits.
  public Turn undelivered(long at, Instant now) {
    return reopen(Draft.fact("reopened", new Author.System(), now)).then(opened -> new Turn(new Change(opened)
        .undelivered(at).waitingSince(opened.waitingSince == null ? now : opened.waitingSince).made(), List.of()));
  }

  /// Staff have read up to `upTo`.
  public Turn read(long upTo) {
    var mark = Math.min(upTo, seq);
    return mark <= marks.staffRead()
        ? Turn.same(this)
        : new Turn(new Change(this).marks(marks.staffRead(mark)).unread((int) Math.min(unread, seq - mark)).made(),
            List.of());
  }

  /// Lines up to `upTo` have reached the visitor's widget.
  public Turn delivered(long upTo) {
    return marked(marks.delivered(Math.min(upTo, seq)));
  }

  /// The visitor has read up to `upTo`.
  public Turn readByVisitor(long upTo) {
    return marked(marks.read(Math.min(upTo, seq)));
  }

  /// The person took back the line `at`.
  public Turn takeBack(long at) {
    var shown = last != null && last.seq == at
        ? new Last(at, "removed", Summary.of(new Content.Removed()), last.at, last.direction, last.voice)
        : last;
    return new Turn(new Change(this).last(shown).made(), List.of());
  }

  private Turn marked(Marks moved) {
    return moved.equals(marks) ? Turn.same(this) : new Turn(new Change(this).marks(moved).made(), List.of());
  }

  private Turn add(Direction direction, Draft draft, Change change) {
    var place = seq + 1;
    var aside = direction == Direction.FACT
        || direction == Direction.OUT && draft.author() instanceof Author.Automation;
    var shown = aside && last != null ? last : Last.of(place, direction, draft);
    var next = change.seq(place).last(shown).made();
    return new Turn(next, List.of(new Turn.Line(place, direction, draft)));
  }

  /// The next state in the making: every change counts one version.
  private static final class Change {
    private final Conversation from;
    private boolean open;
    private long seq;
    private int unread;
    private @Nullable Instant waitingSince;
    private @Nullable Long undelivered;
    private @Nullable MemberId assignee;
    private Marks marks;
    private @Nullable Last last;

    Change(Conversation from) {
      this.from = from;
      this.open = from.open;
      this.seq = from.seq;
      this.unread = from.unread;
      this.waitingSince = from.waitingSince;
      this.undelivered = from.undelivered;
      this.assignee = from.assignee;
      this.marks = from.marks;
      this.last = from.last;
    }

    Change open(boolean value) {
      open = value;
      return this;
    }

    Change seq(long value) {
      seq = value;
      return this;
    }

    Change unread(int value) {
      unread = value;
      return this;
    }

    Change waitingSince(@Nullable Instant value) {
      waitingSince = value;
      return this;
    }

    Change undelivered(@Nullable Long value) {
      undelivered = value;
      return this;
    }

    Change assignee(@Nullable MemberId value) {
      assignee = value;
      return this;
    }

    Change marks(Marks value) {
      marks = value;
      return this;
    }

    Change last(@Nullable Last value) {
      last = value;
      return this;
    }

    Conversation made() {
      var updatedAt = last == null || last.at.isBefore(from.updatedAt) ? from.updatedAt : last.at;
      return new Conversation(from.id, from.workspace, from.party, open, seq, unread, waitingSince, undelivered,
          assignee, marks, last, updatedAt, from.version + 1);
    }
  }
}
