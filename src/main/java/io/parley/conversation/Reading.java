package io.parley.conversation;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.parley.channel.Channels;
import io.parley.channel.Sending;
import io.parley.customer.CustomerRef;
import io.parley.customer.Customers;
import io.parley.platform.Database;
import io.parley.platform.Page;
import io.parley.platform.Problem;
import io.parley.platform.WorkspaceId;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Lists of conversations and lines, for staff.
@Component
class Reading {
  private final Database database;
  private final ConversationStore conversations;
  private final MessageStore messages;
  private final Customers customers;
  private final Channels channels;

  /// A conversation, and what the composer must know before a message is written.
  record Detail(@JsonUnwrapped ConversationView conversation, Way sending) {}

  /// `way` is web, reply (free until `until`) or push. `why` is the provider's word for why nothing arrives.
  record Way(
      String way, @Nullable Instant until, Sending.@Nullable Quota quota, boolean blocked, @Nullable String why) {
    static Way of(Sending sending) {
      return new Way(sending.way().word(), sending.until(), sending.quota(), sending.blocked(), sending.why());
    }
  }

  Reading(
      Database database, ConversationStore conversations, MessageStore messages, Customers customers,
      Channels channels) {
    this.database = database;
    this.conversations = conversations;
    this.messages = messages;
    this.customers = customers;
    this.channels = channels;
  }

  Page<ConversationView> page(WorkspaceId workspace, ConversationStore.Filter filter, int limit) {
    var rows = filter.query() == null
        ? database.tenant(workspace, () -> conversations.page(workspace, filter, limit + 1))
        : database.engine(() -> conversations.search(workspace, filter, limit + 1));
    var page = Page.cut(rows, limit, Cursor::of);
    var people = customers.refs(workspace,
        page.items().stream().map(c -> c.party().identity()).collect(Collectors.toSet()));
    return new Page<>(page.items().stream().flatMap(c -> {
      var person = people.get(c.party().identity());
      return person == null ? java.util.stream.Stream.<ConversationView>empty()
          : java.util.stream.Stream.of(ConversationView.of(c, person));
    }).toList(), page.next());
  }

  Detail detail(WorkspaceId workspace, ConversationId id) {
    return database.tenant(workspace, () -> {
      var conversation = get(workspace, id);
      return new Detail(ConversationView.of(conversation, person(conversation)), way(conversation));
    });
  }

  Page<MessageView> messages(WorkspaceId workspace, ConversationId id, @Nullable Long before, int limit) {
    return database.tenant(workspace, () -> {
      var conversation = get(workspace, id);
      var name = person(conversation).name();
      var page = Page.cut(messages.before(workspace, id, before, limit + 1), limit, m -> Long.toString(m.seq()));
      return new Page<>(
          page.items().reversed().stream().map(m -> MessageView.of(m, name, conversation.marks())).toList(),
          page.next());
    });
  }

  private Way way(Conversation conversation) {
    var party = conversation.party();
    return party.connection() == null
        ? new Way("web", null, null, party.channel() != Channel.WEB, null)
        : Way.of(channels.sendingState(conversation.workspace(), party.connection(), party.address()));
  }

  private Conversation get(WorkspaceId workspace, ConversationId id) {
    return conversations.find(workspace, id).orElseThrow(Problem::notFound);
  }

  private CustomerRef person(Conversation conversation) {
    var identity = conversation.party().identity();
    var person = customers.refs(conversation.workspace(), List.of(identity)).get(identity);
    if (person == null) {
      throw new IllegalStateException("Identity " + identity + " has no customer");
    }
    return person;
  }
}
