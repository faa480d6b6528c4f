package io.parley.conversation;

import io.parley.channel.Channels;
import io.parley.channel.Outgoing;
import io.parley.channel.OutgoingId;
import io.parley.conversation.Write.Outcome;
import io.parley.conversation.Write.Target;
import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.Problem;
import io.parley.platform.WorkspaceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/// Writes to threads, many in one transaction: finds and locks the conversations, asks the verbs, then writes the
/// lines, the states, the timeline's facts, what is to be sent and what the screens are told, each in one statement.
@Component
class Writing {
  private final Database database;
  private final Places places;
  private final ConversationStore conversations;
  private final MessageStore messages;
  private final Telling telling;
  private final Channels channels;
  private final Clocks clocks;

  Writing(
      Database database, Places places, ConversationStore conversations, MessageStore messages, Telling telling,
      Channels channels, Clocks clocks) {
    this.database = database;
    this.places = places;
    this.conversations = conversations;
    this.messages = messages;
    this.telling = telling;
    this.channels = channels;
    this.clocks = clocks;
  }

  /// One outcome for each write, in order, all in a transaction of their own: two round trips. That a line is there
  /// already is rare, so it is not asked: the unique key of its client id says so, and the batch is written again.
  List<Outcome> commit(List<Write> writes) {
    try {
      return database.keyed(() -> write(writes, false));
    } catch (DuplicateKeyException again) {
      return database.keyed(() -> write(writes, true));
    }
  }

  /// As `commit`, within the running transaction, which may read what was written.
  List<Outcome> write(List<Write> writes) {
    var outcomes = write(writes, true);
    database.settle();
    return outcomes;
  }

  private List<Outcome> write(List<Write> writes, boolean recall) {
    var found = places.find(writes.stream().map(Write::target).toList());
    var desk = new Desk(found);
    if (recall) {
      desk.recall(writes);
    }
    var outcomes = new ArrayList<Outcome>();
    for (var write : writes) {
      var place = found.place(write.target());
      outcomes.add(place == null ? refused(write.target()) : desk.write(place, write));
    }
    desk.keep();
    return outcomes;
  }

  private static Outcome refused(Target target) {
    return new Outcome.Refused(target instanceof Target.OnSite ? Visitor.stranger() : Problem.notFound());
  }

  /// The conversations of one batch while they are being changed.
  private final class Desk {
    private final Places.Found found;
    private final Map<Target.Known, Conversation> now;
    private final Map<MessageStore.Key, Message> known = new HashMap<>();
    private final Map<WorkspaceId, Instant> times = new HashMap<>();
    private final List<Telling.Told> told = new ArrayList<>();

    Desk(Places.Found found) {
      this.found = found;
      this.now = new LinkedHashMap<>(found.locked());
    }

    void recall(List<Write> writes) {
      var keys = new HashSet<MessageStore.Key>();
      for (var write : writes) {
        var place = found.place(write.target());
        if (place != null && write.clientId() != null) {
          keys.add(key(place, write.clientId()));
        }
      }
      for (var message : messages.written(keys)) {
        keys.stream()
            .filter(key -> key.conversation().equals(message.conversation()))
            .filter(key -> key.clientId().equals(message.clientId()))
            .forEach(key -> known.put(key, message));
      }
    }

    Outcome write(Target.Known place, Write write) {
      var conversation = now.get(place);
      if (conversation == null) {
        return new Outcome.Refused(Problem.notFound());
      }
      var there = write.clientId() == null ? null : known.get(key(place, write.clientId()));
      if (there != null) {
        return new Outcome.Written(conversation, List.of(there), false);
      }
      var time = times.computeIfAbsent(place.workspace(), clocks::now);
      var turn = write.verb().turn(conversation, time);
      now.put(place, turn.next());
      var lines = turn.added().stream().map(line -> line(turn.next(), line, time)).toList();
      for (var n = 0; n < lines.size(); n++) {
        known.put(key(place, lines.get(n).clientId()), lines.get(n));
        told.add(new Telling.Told(turn.next(), lines.get(n), turn.added().get(n).draft().page()));
      }
      return new Outcome.Written(turn.next(), lines, true);
    }

    void keep() {
      var changed = now.entrySet().stream()
          .filter(entry -> !entry.getValue().equals(found.locked().get(entry.getKey())))
          .map(Map.Entry::getValue)
          .toList();
      conversations.keep(
          told.stream().map(t -> Rows.Line.of(t.conversation().workspace(), t.line())).toList(), changed);
      channels.send(told.stream().flatMap(t -> sending(t.conversation(), t.line()).stream()).toList());
      telling.tell(found, changed, told);
    }

    private Message line(Conversation conversation, Turn.Line line, Instant time) {
      var draft = line.draft();
      return new Message(draft.id() == null ? MessageId.next() : draft.id(), conversation.id(), line.seq(),
          draft.clientId(), line.direction(), draft.author(), draft.content(), draft.at(), time,
          line.direction() == Direction.OUT
              ? delivery(conversation) : null);
    }

    private static MessageStore.Key key(Target.Known place, String clientId) {
      return new MessageStore.Key(place.workspace(), place.id(), clientId);
    }
  }

  private static Delivery delivery(Conversation conversation) {
    return conversation.party().channel() == Channel.WEB ? new Delivery.OnSite() : new Delivery.Sending(null);
  }

  private static Optional<Outgoing> sending(Conversation conversation, Message line) {
    var party = conversation.party();
    return line.direction() == Direction.OUT && party.connection() != null
        ? Optional.of(new Outgoing(new OutgoingId(line.id().value()), conversation.workspace(), party.connection(),
            party.address(), line.content(), line.author() instanceof Author.Automation))
        : Optional.empty();
  }
}
