package io.parley.outreach;

import io.parley.customer.CustomerId;
import io.parley.customer.Customers;
import io.parley.customer.IdentityId;
import io.parley.platform.Clocks;
import io.parley.platform.Ids;
import io.parley.platform.WorkspaceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/// What the guard would say of intents now, with the same facts and the same rules; nothing is written.
@Component
class Foresight {
  private final Customers customers;
  private final Facts facts;
  private final SendStore sends;
  private final Clocks clocks;

  Foresight(Customers customers, Facts facts, SendStore sends, Clocks clocks) {
    this.customers = customers;
    this.facts = facts;
    this.sends = sends;
    this.clocks = clocks;
  }

  /// In the order of the intents. The shop is not asked: orders count as known.
  List<Decision> of(WorkspaceId workspace, List<Intent> intents) {
    var now = clocks.now(workspace);
    var whose = customers.refs(workspace, intents.stream().map(Intent::identity).collect(Collectors.toSet()));
    var of = new LinkedHashMap<Send, CustomerId>();
    var all = new ArrayList<Send>();
    var known = new HashMap<IdentityId, Instant>();
    for (var intent : intents) {
      var send = intent.due(new SendId(Ids.next()));
      all.add(send);
      known.put(intent.identity(), now);
      var who = whose.get(intent.identity());
      if (who != null) {
        of.put(send, who.id());
      }
    }
    var shared = intents.stream().map(Intent::words).filter(Words.Shared.class::isInstance)
        .map(words -> ((Words.Shared) words).id()).collect(Collectors.toSet());
    var carried = new HashMap<WordsId, Set<String>>();
    sends.words(workspace, shared).forEach((id, said) -> carried.put(id, said.keySet()));
    return answers(all, of, facts.gather(workspace, of, now, known), carried);
  }

  private static List<Decision> answers(List<Send> all, Map<Send, CustomerId> of, Standings standings,
      Map<WordsId, Set<String>> carried) {
    var answers = new ArrayList<Decision>();
    for (var send : all) {
      var customer = of.get(send);
      if (customer == null) {
        answers.add(new Decision.Skip(Reason.GONE));
        continue;
      }
      var channels = send.words() instanceof Words.Own own ? own.byChannel().keySet()
          : carried.getOrDefault(((Words.Shared) send.words()).id(), Set.of());
      var answer = Guard.decide(send.wanted(), standings.of(send, customer, channels), standings.rules().limits());
      if (answer instanceof Decision.Send go) {
        var by = standings.addresses(send, customer).get(go.channel());
        if (by != null) {
          standings.went(send, customer, by, go.free());
        }
      }
      answers.add(answer);
    }
    return answers;
  }
}
