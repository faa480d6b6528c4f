package io.parley.conversation;

import io.parley.channel.Content;
import io.parley.conversation.Write.Target;
import io.parley.customer.CustomerRef;
import io.parley.customer.Customers;
import io.parley.customer.IdentityId;
import io.parley.platform.Feed;
import io.parley.timeline.NewFact;
import io.parley.timeline.Timeline;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Tells what was written, with the transaction that writes it: the timeline by facts, the screens by frames.
@Component
class Telling {
  private final Customers customers;
  private final Timeline timeline;
  private final Frames frames;

  /// A line that was added, in the state its conversation had then.
  record Told(Conversation conversation, Message line, Draft.@Nullable Seen page) {}

  Telling(Customers customers, Timeline timeline, Frames frames) {
    this.customers = customers;
    this.timeline = timeline;
    this.frames = frames;
  }

  void tell(Places.Found found, List<Conversation> changed, List<Told> lines) {
    lines.stream()
        .filter(told -> fact(told).isPresent())
        .collect(Collectors.groupingBy(told -> told.conversation.workspace()))
        .forEach((workspace, told) -> timeline.append(workspace,
            told.stream().flatMap(one -> fact(one).stream()).toList()));
    var people = found.people();
    var changes = new ArrayList<Feed.Change>();
    for (var told : lines) {
      var person = people.get(told.conversation.party().identity());
      var name = person == null ? null : person.name();
      changes.add(frames.message(told.conversation,
          MessageView.of(told.line, name, told.conversation.marks())));
    }
    for (var conversation : changed) {
      var was = found.locked().get(new Target.Known(conversation.workspace(), conversation.id()));
      changes.addAll(marks(was == null ? Marks.NONE : was.marks(), conversation));
      var person = people.get(conversation.party().identity());
      if (person != null && conversation.listed()) {
        changes.add(frames.conversation(conversation.workspace(), ConversationView.of(conversation, person)));
      }
    }
    frames.publish(changes);
  }

  /// Tells that a line is no longer what it was.
  void again(Conversation conversation, Message line) {
    frames.publish(List.of(frames.message(conversation,
        MessageView.of(line, null, conversation.marks()))));
  }

  /// Tells lists again whose conversations these are.
  void conversations(Collection<Conversation> same) {
    var people = people(same);
    var changes = new ArrayList<Feed.Change>();
    for (var conversation : same) {
      var person = people.get(conversation.party().identity());
      if (person != null && conversation.listed()) {
        changes.add(frames.conversation(conversation.workspace(), ConversationView.of(conversation, person)));
      }
    }
    frames.publish(changes);
  }

  private List<Feed.Change> marks(Marks was, Conversation now) {
    var changes = new ArrayList<Feed.Change>();
    var marks = now.marks();
    if (marks.read() > was.read()) {
      changes.add(frames.receipt(now, marks.read(), "read"));
    } else if (marks.delivered() > was.delivered()) {
      changes.add(frames.receipt(now, marks.delivered(), "delivered"));
    }
    if (marks.staffRead() > was.staffRead()) {
      changes.add(frames.seen(now));
    }
    return changes;
  }

  private Map<IdentityId, CustomerRef> people(Collection<Conversation> conversations) {
    var people = new HashMap<IdentityId, CustomerRef>();
    conversations.stream()
        .collect(Collectors.groupingBy(Conversation::workspace,
            Collectors.mapping(c -> c.party().identity(), Collectors.toSet())))
        .forEach((workspace, identities) -> people.putAll(customers.refs(workspace, identities)));
    return people;
  }

  private static java.util.Optional<NewFact> fact(Told told) {
    var line = told.line;
    var texts = new HashMap<String, String>();
    texts.put("channel", told.conversation.party().channel().word());
    texts.put("conversationId", line.conversation().value().toString());
    texts.put("direction", line.direction().word());
    texts.put("text", Summary.of(line.content()));
    var kind = switch (line.direction()) {
      case IN, OUT -> {
        texts.put("name", Summary.kind(line.content()));
        if (line.author() instanceof Author.Automation automation) {
          texts.put("source", automation.name());
        }
        if (told.page != null) {
          put(texts, "url", told.page.url());
          put(texts, "title", told.page.title());
        }
        yield "message";
      }
      case FACT -> {
        var what = line.content() instanceof Content.Event || line.content() instanceof Content.Letter
            ? Summary.kind(line.content()) : "fact";
        texts.put("name", what);
        // Links are facts of their own already.
        yield what.endsWith("linked") ? "" : "conversation";
      }
      case NOTE -> "";
    };
    return kind.isEmpty()
        ? java.util.Optional.empty()
        : java.util.Optional.of(NewFact.about(told.conversation.party().identity(), kind,
            kind + ":" + line.id().value(), line.at(), texts));
  }

  private static void put(Map<String, String> texts, String name, @Nullable String text) {
    if (text != null) {
      texts.put(name, text);
    }
  }
}
