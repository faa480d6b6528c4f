package io.parley.outreach;

import static java.util.Objects.requireNonNull;

import io.parley.channel.Channels;
import io.parley.channel.Content;
import io.parley.channel.Outgoing;
import io.parley.channel.OutgoingId;
import io.parley.channel.Parcel;
import io.parley.conversation.Automation;
import io.parley.customer.CustomerId;
import io.parley.customer.CustomerRef;
import io.parley.customer.Customers;
import io.parley.customer.IdentityId;
import io.parley.outreach.DecisionStore.Made;
import io.parley.outreach.DecisionStore.Way;
import io.parley.outreach.SendStore.Next;
import io.parley.outreach.Standings.Address;
import io.parley.platform.Ids;
import io.parley.platform.Problem;
import io.parley.platform.WorkspaceId;
import io.parley.timeline.FactKind;
import io.parley.timeline.NewFact;
import io.parley.timeline.Timeline;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/// Decides about a slice of sends that are due and writes down what goes, in the running transaction: all of it is
/// kept, or nothing. Nobody changes the persons meanwhile.
@Component
class Dispatch {
  private final Customers customers;
  private final Facts facts;
  private final SendStore sends;
  private final DecisionStore decisions;
  private final DecidedStore decided;
  private final Channels channels;
  private final Automation automation;
  private final Timeline timeline;
  private final Letterhead letterhead;

  /// A send that the guard allowed.
  private record Going(Send send, Address by, Content content, Decision.Send decision) {
    Outgoing outgoing(WorkspaceId workspace) {
      return new Outgoing(new OutgoingId(send.id().value()), workspace, requireNonNull(by.connection()),
          by.address(), content, true);
    }
  }

  Dispatch(Customers customers, Facts facts, SendStore sends, DecisionStore decisions, DecidedStore decided,
      Channels channels, Automation automation, Timeline timeline, Letterhead letterhead) {
    this.customers = customers;
    this.facts = facts;
    this.sends = sends;
    this.decisions = decisions;
    this.decided = decided;
    this.channels = channels;
    this.automation = automation;
    this.timeline = timeline;
    this.letterhead = letterhead;
  }

  /// `asOf` tells when the shop was asked what whom has ordered.
  void decide(WorkspaceId workspace, List<Next> due, Instant now, Map<IdentityId, Instant> asOf) {
    var made = new ArrayList<Made>();
    var of = claimed(workspace, due, now, made);
    var twice = sends.twice(workspace, of);
    twice.forEach(id -> made.add(new Made(id, "skipped", new Decision.Skip(Reason.TWICE), null, null)));
    of.keySet().removeIf(send -> twice.contains(send.id()));
    judge(workspace, of, made, facts.gather(workspace, of, now, asOf));
    decisions.keep(workspace, made, now);
  }

  /// Plans what is due at once and decides about it, so that each is written once. None of it is there yet; `of` tells
  /// whose identities they are, and the caller holds these customers.
  void begin(WorkspaceId workspace, List<Intent> intents, Map<IdentityId, CustomerId> of, Instant now) {
    var fresh = new HashMap<SendId, Intent>();
    var whose = new LinkedHashMap<Send, CustomerId>();
    for (var intent : intents) {
      var send = intent.due(new SendId(Ids.next()));
      fresh.put(send.id(), intent);
      whose.put(send, requireNonNull(of.get(send.identity())));
    }
    var made = new ArrayList<Made>();
    judge(workspace, whose, made, facts.gather(workspace, whose, now, Map.of()));
    decided.insert(workspace, fresh, made, now);
  }

  /// `made` gets what becomes of each.
  private void judge(WorkspaceId workspace, Map<Send, CustomerId> of, List<Made> made, Standings standings) {
    var words = sends.words(workspace, of.keySet().stream()
        .flatMap(send -> send.words() instanceof Words.Shared(var id) ? Stream.of(id)
            : Stream.empty()).collect(Collectors.toSet()));
    var going = new ArrayList<Going>();
    of.forEach((send, customer) -> {
      var said = send.words() instanceof Words.Own own ? own.byChannel()
          : words.getOrDefault(((Words.Shared) send.words()).id(), Map.of());
      var decision = Guard.decide(send.wanted(), standings.of(send, customer, said.keySet()),
          standings.rules().limits());
      if (decision instanceof Decision.Send go) {
        var by = requireNonNull(standings.addresses(send, customer).get(go.channel()));
        standings.went(send, customer, by, go.free());
        var content = said.containsKey(go.channel()) ? said.get(go.channel()) : said.get(Words.ANY);
        going.add(new Going(send, by, letterhead.on(workspace, send.klass(), by, requireNonNull(content)), go));
      } else {
        made.add(new Made(send.id(), decision instanceof Decision.Hold ? "held" : "skipped", decision, null, null));
      }
    });
    write(workspace, together(workspace, fitting(workspace, going, made), made), made, standings.now());
  }

  /// The sends with whom they are for, whose customers are ours until the transaction ends: persons first and what they
  /// are to get after them, as a journey that withdraws it does, so that nobody waits in a circle. Who became part of
  /// somebody else while we waited is left for the next round; who is nobody any more gets nothing.
  private Map<Send, CustomerId> claimed(WorkspaceId workspace, List<Next> due, Instant now, List<Made> made) {
    var identities = due.stream().map(Next::identity).collect(Collectors.toSet());
    var before = customers.refs(workspace, identities);
    customers.lock(workspace, before.values().stream().map(CustomerRef::id).collect(Collectors.toSet()));
    var after = customers.refs(workspace, identities);
    var of = new LinkedHashMap<Send, CustomerId>();
    for (var send : sends.claim(workspace, due.stream().map(Next::id).toList(), now)) {
      var was = before.get(send.identity());
      var is = after.get(send.identity());
      if (is == null) {
        made.add(new Made(send.id(), "skipped", new Decision.Skip(Reason.GONE), null, null));
      } else if (was != null && was.id().equals(is.id())) {
        of.put(send, is.id());
      }
    }
    return of;
  }

  /// Those that their channel can carry.
  private List<Going> fitting(WorkspaceId workspace, List<Going> going, List<Made> made) {
    var refusals = new HashMap<OutgoingId, Problem>(channels.refusals(workspace, going.stream()
        .filter(one -> one.by.connection() != null).map(one -> one.outgoing(workspace)).toList()));
    return going.stream().filter(one -> {
      var refusal = refusals.get(new OutgoingId(one.send.id().value()));
      if (refusal != null) {
        made.add(new Made(one.send.id(), "skipped", new Decision.Skip(Reason.UNFIT), null, refusal.getMessage()));
      }
      return refusal == null;
    }).toList();
  }

  /// Those that say the same on a channel that takes one message for many go together, and stand in no thread (`Asides`
  /// puts them there for readers): a line for each would cost more than the sending. The rest is returned.
  private List<Going> together(WorkspaceId workspace, List<Going> going, List<Made> made) {
    var groups = going.stream().filter(one -> one.send.source().kind() == Source.Kind.BROADCAST
            && one.send.words() instanceof Words.Shared && one.by.connection() != null)
        .collect(Collectors.groupingBy(one -> List.of(java.util.Objects.requireNonNull(one.by.connection()),
            ((Words.Shared) one.send.words()).id()), LinkedHashMap::new, Collectors.toList()));
    var gone = new HashSet<SendId>();
    groups.values().stream().filter(group -> group.size() > 1).forEach(group -> {
      var first = group.getFirst();
      var connection = java.util.Objects.requireNonNull(first.by.connection());
      var parcel = new Parcel(workspace, connection, group.stream().map(one -> new Parcel.Share(
          new OutgoingId(one.send.id().value()), one.by.address())).toList(), first.content);
      if (channels.sendTogether(parcel)) {
        group.forEach(one -> {
          gone.add(one.send.id());
          made.add(new Made(one.send.id(), "sending", one.decision,
              new Way(one.by.channel(), one.by.identity(), connection, false), null));
        });
      }
    });
    return going.stream().filter(one -> !gone.contains(one.send.id())).toList();
  }

  /// Into the thread where there is one; else straight to the channel, and as a fact to her timeline.
  private void write(WorkspaceId workspace, List<Going> going, List<Made> made, Instant now) {
    var lines = new ArrayList<Automation.Line>();
    var alone = new ArrayList<Going>();
    for (var one : going) {
      var by = one.by;
      Optional.ofNullable(by.thread()).ifPresentOrElse(
          thread -> lines.add(new Automation.Line(one.send.id().value(), thread.id(), one.send.source().name(),
              one.content)),
          () -> alone.add(one));
      made.add(new Made(one.send.id(), by.connection() == null ? "sent" : "sending", one.decision,
          new Way(by.channel(), by.identity(), by.connection(), one.decision.free()), null));
    }
    if (!lines.isEmpty()) {
      automation.write(workspace, lines);
    }
    if (!alone.isEmpty()) {
      channels.send(alone.stream().map(one -> one.outgoing(workspace)).toList());
      timeline.append(workspace, alone.stream().map(one -> fact(one, now)).toList());
    }
  }

  private static NewFact fact(Going one, Instant now) {
    return NewFact.about(one.by.identity(), FactKind.MESSAGE, FactKind.MESSAGE + ":" + one.send.id(), now, Map.of(
        "channel", one.by.channel(), "direction", "out", "name", Automation.kind(one.content), "text",
        Automation.summary(one.content), "source", one.send.source().name()));
  }
}
