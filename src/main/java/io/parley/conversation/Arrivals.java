package io.parley.conversation;

import static java.util.Objects.requireNonNull;

import io.parley.channel.Content;
import io.parley.channel.Inbound;
import io.parley.channel.Incoming;
import io.parley.channel.Incoming.Happening;
import io.parley.channel.Receipt;
import io.parley.channel.Receipts;
import io.parley.conversation.Write.Target;
import io.parley.conversation.entry.Entries;
import io.parley.customer.Customers;
import io.parley.customer.IdentityId;
import io.parley.customer.Suggestions;
import io.parley.platform.Clocks;
import io.parley.platform.WorkspaceId;
import io.parley.timeline.NewFact;
import io.parley.timeline.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/// What arrives from a provider becomes lines of a thread, in the provider's own transaction.
@Component
class Arrivals implements Inbound, Receipts {
  private static final String LINKED = "連結好了。之後在網站或 LINE 找我們，都會接著聊。";

  private final Writing writing;
  private final Places places;
  private final ConversationStore conversations;
  private final MessageStore messages;
  private final Telling telling;
  private final Links links;
  private final Customers customers;
  private final Suggestions suggestions;
  private final Timeline timeline;
  private final Keeping keeping;
  private final Entries entries;
  private final ObjectProvider<Trolley> trolleys;
  private final Clocks clocks;

  Arrivals(
      Writing writing, Places places, ConversationStore conversations, MessageStore messages, Telling telling,
      Links links, Customers customers, Suggestions suggestions, Timeline timeline, Keeping keeping,
      Entries entries, ObjectProvider<Trolley> trolleys, Clocks clocks) {
    this.writing = writing;
    this.places = places;
    this.conversations = conversations;
    this.messages = messages;
    this.telling = telling;
    this.links = links;
    this.customers = customers;
    this.suggestions = suggestions;
    this.timeline = timeline;
    this.keeping = keeping;
    this.entries = entries;
    this.trolleys = trolleys;
    this.clocks = clocks;
  }

  @Override
  public void received(Incoming incoming) {
    var identity = customers.ensure(incoming.workspace(), target(incoming).identity());
    if (incoming.contact().name() != null) {
      customers.setName(incoming.workspace(), identity, incoming.contact().name());
    }
    switch (incoming.happening()) {
      case Happening.Wrote wrote -> wrote(incoming, identity, wrote);
      case Happening.Pressed pressed -> write(said(incoming, eventLine(incoming), pressed.postback()));
      case Happening.Unsent unsent -> takeBack(incoming, identity, unsent);
      case Happening.Followed followed -> followed(incoming, identity, followed);
      case Happening.Blocked blocked -> write(happened(incoming, new Content.Event("blocked", null)));
      case Happening.Became told -> throw new IllegalStateException("Channel keeps what became of messages: " + told);
      case Happening.Unsupported other -> write(happened(incoming, new Content.Unsupported(other.what())));
      case Happening.Linked linked -> links.redeemNonce(incoming.workspace(), linked.nonce())
          .filter(owner -> linked.success())
          .ifPresent(owner -> writing.write(
              link(incoming, new LinkStore.Owner(owner, null), identity, "account_link")));
    }
  }

  /// Most of what goes out to many stands in no thread.
  @Override
  public void told(List<Receipt> receipts) {
    if (receipts.size() == 1) {
      told(receipts.getFirst());
    } else {
      var lines = messages.known(receipts.stream().map(one -> new MessageId(one.id().value())).toList());
      receipts.stream().filter(one -> lines.contains(new MessageId(one.id().value()))).forEach(this::told);
    }
  }

  @Override
  public void told(Receipt receipt) {
    messages.deliver(receipt.workspace(), new MessageId(receipt.id().value()), Delivery.of(receipt))
        .flatMap(line -> after(receipt.workspace(), line).map(conversation -> new Told(conversation, line)))
        .ifPresent(told -> telling.again(told.conversation, told.line));
  }

  /// The conversation as it is now that this became of the line. What a person wrote and surely did not arrive calls
  /// for somebody.
  private Optional<Conversation> after(WorkspaceId workspace, Message line) {
    if (!(line.author() instanceof Author.Staff) || !(line.delivery() instanceof Delivery.Failed)) {
      return conversations.find(workspace, line.conversation());
    }
    var place = new Target.Known(workspace, line.conversation());
    var seen = writing.write(List.of(new Write(place, null, (c, now) -> c.undelivered(line.seq(), now)))).getFirst();
    return seen instanceof Write.Outcome.Written written ? Optional.of(written.conversation()) : Optional.empty();
  }

  private record Told(Conversation conversation, Message line) {}

  private void wrote(Incoming incoming, IdentityId identity, Happening.Wrote wrote) {
    if (wrote.content() instanceof Content.Letter letter) {
      suggestions.typed(incoming.workspace(),
          List.of(new Suggestions.Typed(identity, incoming.contact().address(), null)));
      if (letter.automatic()) {
        answeredByMachine(incoming, identity, letter);
        return;
      }
    }
    var writes = new ArrayList<>(List.of(
        said(incoming, incoming.kind() + "/" + wrote.messageId(), wrote.content())));
    if (wrote.content() instanceof Content.Text text) {
      links.redeem(incoming.workspace(), identity, text.text())
          .ifPresent(owner -> writes.addAll(link(incoming, owner, identity, "code")));
      entries.said(incoming.workspace(), comer(incoming, identity, wrote.messageId()), text.text())
          .ifPresent(came -> writes.addAll(came(incoming, came)));
    }
    writing.write(writes);
  }

  /// She sent an entry's words: the team sees by which she came, and she is greeted as it says.
  private static List<Write> came(Incoming incoming, Entries.Came came) {
    var writes = new ArrayList<>(List.of(happened(incoming, new Content.Event("entered", came.entry()))));
    if (came.greeting() != null) {
      writes.add(say(incoming, "/entry", came.greeting()));
    }
    return writes;
  }

  /// Who comes back after a block was greeted once.
  private void followed(Incoming incoming, IdentityId identity, Happening.Followed followed) {
    var writes = new ArrayList<>(List.of(happened(incoming, new Content.Event("followed", null))));
    if (!followed.again()) {
      entries.added(incoming.workspace(), comer(incoming, identity, incoming.eventId()))
          .ifPresent(greeting -> writes.add(say(incoming, "/greeting", greeting)));
    }
    writing.write(writes);
  }

  private static Entries.Comer comer(Incoming incoming, IdentityId identity, String event) {
    return new Entries.Comer(identity, target(incoming).identity(), incoming.kind() + "/" + event, incoming.at());
  }

  /// That she is out of the office belongs in a thread that is there, but calls for nobody and begins none.
  private void answeredByMachine(Incoming incoming, IdentityId identity, Content.Letter letter) {
    conversations.idOf(incoming.workspace(), identity, Channel.of(incoming.kind()))
        .ifPresent(id -> write(happened(incoming, letter)));
  }

  /// Tells the log that two identities are one person, and both threads and the person that it is so.
  private List<Write> link(Incoming incoming, LinkStore.Owner owner, IdentityId here, String evidence) {
    var onSite = owner.identity();
    var workspace = incoming.workspace();
    var now = clocks.now(workspace);
    timeline.append(workspace,
        List.of(NewFact.link(onSite, here, evidence, "link:" + incoming.eventId(), now)));
    var writes = new ArrayList<Write>();
    var fact = new Content.Event("linked", null);
    writes.add(happen(target(incoming), fact));
    var keeps = owner.words() != null && incoming.kind().equals(Channel.LINE.word());
    var cart = keeps ? keep(incoming, owner, here) : List.<Write>of();
    // One answer is free, a second one counts against the month's pushes.
    writes.addAll(cart.isEmpty() ? List.of(say(incoming, "/linked", Content.Text.of(LINKED))) : cart);
    places.onSite(workspace, onSite).ifPresent(thread -> writes.add(happen(thread, fact)));
    return writes;
  }

  /// She keeps her cart here: what she agreed to is in the ledger, and the cart is in the chat.
  private List<Write> keep(Incoming incoming, LinkStore.Owner owner, IdentityId here) {
    var workspace = incoming.workspace();
    keeping.agreed(workspace, here, requireNonNull(owner.words()), "keep:" + incoming.eventId());
    return trolleys.stream().flatMap(one -> one.cart(workspace, owner.identity()).stream()).limit(1)
        .map(cart -> say(incoming, "/cart", cart)).toList();
  }

  private static Write say(Incoming incoming, String part, Content content) {
    var line = eventLine(incoming) + part;
    return new Write(target(incoming), line, (c, at) -> c.answer(new Draft(line, new Author.System(), content, at)));
  }

  private void takeBack(Incoming incoming, IdentityId identity, Happening.Unsent unsent) {
    var workspace = incoming.workspace();
    conversations.idOf(workspace, identity, Channel.of(incoming.kind()))
        .flatMap(id -> messages.byClientId(
            new MessageStore.Key(workspace, id, incoming.kind() + "/" + unsent.messageId())))
        .ifPresent(line -> {
          messages.remove(workspace, line.id());
          var place = new Target.Known(workspace, line.conversation());
          writing.write(List.of(new Write(place, null, (c, at) -> c.takeBack(line.seq()))));
          conversations.find(workspace, line.conversation())
              .ifPresent(conversation -> telling.again(conversation, line.without()));
        });
  }

  private void write(Write write) {
    writing.write(List.of(write));
  }

  private static Write said(Incoming incoming, String clientId, Content content) {
    var draft = new Draft(clientId, new Author.Customer(), content, incoming.at());
    return new Write(target(incoming), clientId, (c, now) -> c.receive(draft));
  }

  private static Write happened(Incoming incoming, Content content) {
    var draft = new Draft(eventLine(incoming), new Author.Customer(), content, incoming.at());
    return new Write(target(incoming), draft.clientId(), (c, now) -> c.happen(draft));
  }

  private static Write happen(Target target, Content.Event fact) {
    return new Write(target, null, (c, now) -> c.happen(Draft.fact(fact.what(), new Author.Customer(), now)));
  }

  private static String eventLine(Incoming incoming) {
    return incoming.kind() + "/event/" + incoming.eventId();
  }

  private static Target.Elsewhere target(Incoming incoming) {
    return new Target.Elsewhere(
        incoming.workspace(), Channel.of(incoming.kind()), incoming.connection(), incoming.contact().address());
  }
}
