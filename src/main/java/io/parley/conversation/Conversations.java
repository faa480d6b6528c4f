package io.parley.conversation;

import io.parley.channel.Channels;
import io.parley.channel.Content;
import io.parley.conversation.Write.Outcome;
import io.parley.conversation.Write.Target;
import io.parley.customer.CustomerId;
import io.parley.customer.CustomerRef;
import io.parley.customer.Customers;
import io.parley.customer.Identity;
import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.GroupCommit;
import io.parley.platform.Problem;
import io.parley.platform.WorkspaceId;
import io.parley.workspace.Member;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/// The inbox: what is said with a person, on the site and elsewhere. Whatever these verbs return is committed.
@Component
public final class Conversations implements DisposableBean {
  private static final int BATCH = 256;
  private static final int QUEUE = 4_096;
  static final int LINES_FOR_VISITOR = 50;

  private final Database database;
  private final ConversationStore conversations;
  private final MessageStore messages;
  private final VisitorStore visitors;
  private final Customers customers;
  private final Channels channels;
  private final Frames frames;
  private final Clocks clocks;
  private final GroupCommit<Write, Outcome> commit;

  /// `fresh` is false if a line with this client id was there already.
  public record Said(MessageView message, boolean fresh) {}

  /// Conversations in which something was said since a given time, and those in which somebody waits for an answer.
  public record Counts(long active, long waiting) {}

  /// A conversation as a line of its customer's page.
  public record Brief(ConversationId id, String channel, String state, Instant lastAt) {
    static Brief of(Conversation c) {
      return new Brief(c.id(), c.party().channel().word(), c.open() ? "open" : "closed", c.updatedAt());
    }
  }

  /// A visitor's thread: null while she has not written. `readSeq` is how far staff have read, `deliveredSeq` how far
  /// her lines have reached them, `seenSeq` how far she has read herself.
  public record Thread(@Nullable State conversation, List<MessageView> items) {
    public record State(ConversationId id, String state, long readSeq, long deliveredSeq, long seenSeq) {}
  }

  Conversations(
      Database database, ConversationStore conversations, MessageStore messages, VisitorStore visitors,
      Customers customers, Channels channels, Frames frames, Clocks clocks, Writing writing) {
    this.database = database;
    this.conversations = conversations;
    this.messages = messages;
    this.visitors = visitors;
    this.customers = customers;
    this.channels = channels;
    this.frames = frames;
    this.clocks = clocks;
    this.commit = new GroupCommit<>("conversations", BATCH, QUEUE, writing::commit);
  }

  /// The visitor writes. Her first line begins the conversation and binds her secret.
  public Said say(Visitor visitor, String clientId, Content content, Draft.@Nullable Seen page) {
    var at = clocks.now(visitor.workspace());
    var draft = new Draft(clientId, new Author.Customer(), content, at, page);
    var written = write(new Target.OnSite(visitor), clientId, (conversation, now) -> conversation.receive(draft));
    return said(written, clientId);
  }

  /// Staff answer. Twice with one client id is once.
  public Said answer(WorkspaceId workspace, ConversationId id, Draft draft) {
    return said(write(new Target.Known(workspace, id), draft.clientId(), (c, now) -> c.answer(draft)),
        draft.clientId());
  }

  /// Staff write to each other; the person never sees it.
  public Said note(WorkspaceId workspace, ConversationId id, Draft draft) {
    return said(write(new Target.Known(workspace, id), draft.clientId(), (c, now) -> c.note(draft)),
        draft.clientId());
  }

  /// Whose it is to see to from now on; null gives it back to all.
  public ConversationView assign(WorkspaceId workspace, ConversationId id, Author by, @Nullable Member to) {
    return view(write(new Target.Known(workspace, id), null, (c, now) -> assign(c, by, to, now)));
  }

  private static Turn assign(Conversation conversation, Author by, @Nullable Member to, Instant now) {
    return conversation.assign(to == null ? null : to.id(), new Draft("fact/" + MessageId.next().value(), by,
        new Content.Event(to == null ? "unassigned" : "assigned", to == null ? null : to.name()), now));
  }

  /// Something is to be done for the person, by `to` if somebody is named: the conversation opens, says what and waits.
  /// Twice with one client id is once.
  public ConversationView hand(WorkspaceId workspace, ConversationId id, Draft todo, @Nullable Member to) {
    return view(write(new Target.Known(workspace, id), todo.clientId(), (c, now) -> to == null ? c.hand(todo)
        : assign(c, todo.author(), to, now).then(mine -> mine.hand(todo))));
  }

  public ConversationView close(WorkspaceId workspace, ConversationId id, Author by) {
    return view(write(new Target.Known(workspace, id), null, (c, now) -> c.close(Draft.fact("closed", by, now))));
  }

  public ConversationView reopen(WorkspaceId workspace, ConversationId id, Author by) {
    return view(write(new Target.Known(workspace, id), null, (c, now) -> c.reopen(Draft.fact("reopened", by, now))));
  }

  /// Staff have read up to `seq`.
  public void read(WorkspaceId workspace, ConversationId id, long seq) {
    write(new Target.Known(workspace, id), null, (c, now) -> c.read(seq));
  }

  /// Lines up to `seq` have reached the visitor's screen; `read` if she has seen them.
  public void reached(WorkspaceId workspace, ConversationId id, long seq, boolean read) {
    write(new Target.Known(workspace, id), null, (c, now) -> read ? c.readByVisitor(seq) : c.delivered(seq));
  }

  /// Somebody is writing. Told to screens, stored nowhere.
  public void typing(WorkspaceId workspace, ConversationId id, Author by) {
    var conversation = get(workspace, id);
    var party = conversation.party();
    var name = by instanceof Author.Customer ? person(conversation).name() : null;
    frames.typing(conversation, by, name);
    if (by instanceof Author.Staff && party.connection() != null) {
      channels.typing(workspace, party.connection(), party.address());
    }
  }

  /// The visitor's own thread after `after`, without what staff write to each other. Stores nothing.
  public Thread thread(Visitor visitor, long after) {
    return database.tenant(visitor.workspace(), () -> {
      var conversation = mine(visitor).flatMap(id -> conversations.find(visitor.workspace(), id));
      return conversation.map(c -> thread(c, after)).orElse(new Thread(null, List.of()));
    });
  }

  /// The visitor's conversation, if she has written; refuses a wrong secret.
  public Optional<ConversationId> of(Visitor visitor) {
    return database.tenant(visitor.workspace(), () -> mine(visitor));
  }

  /// The conversations of all identities of a customer, latest first.
  public List<Brief> of(WorkspaceId workspace, CustomerId customer) {
    return database.tenant(workspace, () -> {
      var identities = customers.identities(workspace, customer).stream().map(Identity::id).toList();
      return conversations.of(workspace, identities).stream().map(Brief::of).toList();
    });
  }

  public Counts counts(WorkspaceId workspace, Instant since) {
    return database.tenant(workspace, () -> conversations.counts(workspace, since));
  }

  Conversation get(WorkspaceId workspace, ConversationId id) {
    return database.tenant(workspace, () -> conversations.find(workspace, id)).orElseThrow(Problem::notFound);
  }

  ConversationView view(Conversation conversation) {
    return ConversationView.of(conversation, person(conversation));
  }

  private CustomerRef person(Conversation conversation) {
    var identity = conversation.party().identity();
    return Optional.ofNullable(customers.refs(conversation.workspace(), List.of(identity)).get(identity))
        .orElseThrow(() -> new IllegalStateException("Identity " + identity + " has no customer"));
  }

  private Outcome.Written write(Target target, @Nullable String clientId, Write.Verb verb) {
    return switch (commit.commit(new Write(target, clientId, verb))) {
      case Outcome.Written written -> written;
      case Outcome.Refused refused -> throw refused.why();
    };
  }

  private ConversationView view(Outcome.Written written) {
    return view(written.conversation());
  }

  private static Said said(Outcome.Written written, String clientId) {
    var line = written.lines().stream().filter(m -> m.clientId().equals(clientId)).findFirst().orElseThrow();
    return new Said(MessageView.of(line, null, written.conversation().marks()), written.fresh());
  }

  private Optional<ConversationId> mine(Visitor visitor) {
    var bound = visitors.bound(visitor);
    if (bound.isPresent() && !visitor.fits(bound.get().secretHash())) {
      throw Visitor.stranger();
    }
    return bound.flatMap(one -> Optional.ofNullable(one.conversation()));
  }

  private Thread thread(Conversation c, long after) {
    var lines = messages.forVisitor(c.workspace(), c.id(), after, LINES_FOR_VISITOR);
    var marks = c.marks();
    return new Thread(
        new Thread.State(c.id(), c.open() ? "open" : "closed", marks.staffRead(), c.seq(), marks.read()),
        lines.stream().map(line -> MessageView.of(line, null, marks)).toList());
  }

  @Override
  public void destroy() {
    commit.close();
  }
}
