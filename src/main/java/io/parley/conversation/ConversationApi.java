package io.parley.conversation;

import io.parley.customer.CustomerId;
import io.parley.platform.Clocks;
import io.parley.platform.Page;
import io.parley.platform.Problem;
import io.parley.workspace.Access;
import io.parley.workspace.MemberId;
import io.parley.workspace.Members;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/// The inbox over HTTP.
@RestController
@RequestMapping("/api/v1/conversations")
class ConversationApi {
  private static final int MOST = 100;
  private static final int MAX_QUERY = 100;

  private final Conversations conversations;
  private final Reading reading;
  private final Composer composer;
  private final Invitations invitations;
  private final Openings openings;
  private final Members members;
  private final Clocks clocks;

  record NewMessage(
      @Nullable String clientId, @Nullable JsonNode content, @Nullable String voice, @Nullable Boolean note) {}

  record NewConversation(@Nullable UUID customerId) {}

  record Seq(long seq) {}

  record Assignment(@Nullable UUID member) {}

  ConversationApi(
      Conversations conversations, Reading reading, Composer composer, Invitations invitations,
      Openings openings, Members members, Clocks clocks) {
    this.conversations = conversations;
    this.reading = reading;
    this.composer = composer;
    this.invitations = invitations;
    this.openings = openings;
    this.members = members;
    this.clocks = clocks;
  }

  /// Conversations, latest first. `query` finds parts of names and of what was said; `assignee` those of a member.
  @GetMapping
  Page<ConversationView> list(
      Access access,
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable String channel,
      @RequestParam(required = false) @Nullable UUID assignee,
      @RequestParam(required = false) @Nullable String query,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "50") int limit) {
    if (query != null && query.length() > MAX_QUERY) {
      throw Problem.invalid("query", "搜尋最多 100 個字", "A search has at most 100 characters");
    }
    var from = Cursor.parse(cursor);
    var filter = new ConversationStore.Filter(open(state), channel == null ? null : channel(channel),
        assignee, query == null || query.isBlank() ? null : Composer.clean(query), from.at(), from.id());
    return reading.page(access.workspace(), filter, limit(limit));
  }

  /// The conversation with a customer by mail, begun if there is none.
  @PostMapping
  Reading.Detail begin(Access access, @RequestBody NewConversation asked) {
    if (asked.customerId == null) {
      throw Problem.notFound();
    }
    var id = openings.byMail(access.workspace(), new CustomerId(asked.customerId), access.member());
    return reading.detail(access.workspace(), id);
  }

  @GetMapping("/{id}")
  Reading.Detail one(Access access, @PathVariable UUID id) {
    return reading.detail(access.workspace(), new ConversationId(id));
  }

  @PostMapping("/{id}/close")
  ConversationView close(Access access, @PathVariable UUID id) {
    return conversations.close(access.workspace(), new ConversationId(id), author(access, null));
  }

  @PostMapping("/{id}/reopen")
  ConversationView reopen(Access access, @PathVariable UUID id) {
    return conversations.reopen(access.workspace(), new ConversationId(id), author(access, null));
  }

  /// Whose it is to see to; no member gives it back to all.
  @PostMapping("/{id}/assign")
  ConversationView assign(Access access, @PathVariable UUID id, @RequestBody Assignment to) {
    var member = to.member == null ? null : members.get(access.workspace(), new MemberId(to.member));
    return conversations.assign(access.workspace(), new ConversationId(id), author(access, null), member);
  }

  @PostMapping("/{id}/read")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void read(Access access, @PathVariable UUID id, @RequestBody Seq read) {
    conversations.read(access.workspace(), new ConversationId(id), read.seq);
  }

  @PostMapping("/{id}/typing")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void typing(Access access, @PathVariable UUID id) {
    conversations.typing(access.workspace(), new ConversationId(id), author(access, null));
  }

  /// Lines in order; `next` is the seq to ask before.
  @GetMapping("/{id}/messages")
  Page<MessageView> messages(
      Access access,
      @PathVariable UUID id,
      @RequestParam(required = false) @Nullable Long before,
      @RequestParam(defaultValue = "50") int limit) {
    return reading.messages(access.workspace(), new ConversationId(id), before, limit(limit));
  }

  /// Answers the person, or writes a note among staff. The same `clientId` again is the same message.
  @PostMapping("/{id}/messages")
  ResponseEntity<MessageView> write(Access access, @PathVariable UUID id, @RequestBody NewMessage message) {
    var workspace = access.workspace();
    var conversation = new ConversationId(id);
    var draft = new Draft(Composer.clientId(message.clientId), author(access, message.voice),
        composer.ofStaff(workspace, message.content), clocks.now(workspace));
    var said = Boolean.TRUE.equals(message.note)
        ? conversations.note(workspace, conversation, draft)
        : conversations.answer(workspace, conversation, draft);
    return ResponseEntity.status(said.fresh() ? HttpStatus.CREATED : HttpStatus.OK).body(said.message());
  }

  /// Sends the button by which the person links their account there with the shop's.
  @PostMapping("/{id}/link-invitation")
  @ResponseStatus(HttpStatus.ACCEPTED)
  void invite(Access access, @PathVariable UUID id) {
    invitations.send(access.workspace(), new ConversationId(id), author(access, null));
  }

  private Author author(Access access, @Nullable String voice) {
    var spoken = voice == null ? null : Voice.of(voice);
    return access.member() == null
        ? new Author.Staff(null, "API", spoken == null ? Voice.SERVICE : spoken)
        : Author.Staff.of(members.get(access.workspace(), access.member()), spoken);
  }

  private static @Nullable Boolean open(@Nullable String state) {
    return switch (state) {
      case null -> null;
      case "open" -> true;
      case "closed" -> false;
      default -> throw Problem.invalid("state", "狀態只有 open 和 closed", "A state is open or closed");
    };
  }

  private static Channel channel(String word) {
    for (var channel : Channel.values()) {
      if (channel.word().equals(word)) {
        return channel;
      }
    }
    throw Problem.invalid("channel", "管道只有 web、line 和 email", "A channel is web, line or email");
  }

  private static int limit(int asked) {
    return Math.clamp(asked, 1, MOST);
  }
}
