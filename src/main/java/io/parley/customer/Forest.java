package io.parley.customer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/// The links that hold a customer together. Without one of them, whoever hangs on its younger end is somebody else.
final class Forest {
  private final List<LinkLine> edges;
  private final Map<IdentityId, List<LinkLine>> around = new HashMap<>();
  private final List<Identity> all;

  /// `edges` have nobody leaving yet; `all` are the customer's identities.
  Forest(List<LinkLine> edges, List<Identity> all) {
    this.edges = edges;
    this.all = List.copyOf(all);
    for (var edge : edges) {
      around.computeIfAbsent(edge.identity(), i -> new ArrayList<>()).add(edge);
      around.computeIfAbsent(edge.through(), i -> new ArrayList<>()).add(edge);
    }
  }

  List<LinkLine> lines() {
    return edges.stream().map(edge -> new LinkLine(edge.identity(), edge.through(), edge.evidence(), edge.confidence(),
        edge.at(), edge.by(), edge.reason(), leaving(edge))).toList();
  }

  /// If the two ends hang together in another way as well, the identity leaves alone. Whoever has the member number
  /// stays.
  private List<IdentityId> leaving(LinkLine cut) {
    var reached = new LinkedHashSet<>(List.of(cut.identity()));
    var next = new ArrayDeque<>(reached);
    while (!next.isEmpty()) {
      var here = next.poll();
      for (var edge : around.getOrDefault(here, List.of())) {
        var there = edge.identity().equals(here) ? edge.through() : edge.identity();
        if (edge != cut && reached.add(there)) {
          next.add(there);
        }
      }
    }
    if (reached.contains(cut.through())) {
      return List.of(cut.identity());
    }
    var rest = all.stream().filter(one -> !reached.contains(one.id())).toList();
    var swap = rest.stream().noneMatch(Identity::isMember)
        && all.stream().anyMatch(one -> one.isMember() && reached.contains(one.id()));
    return swap ? rest.stream().map(Identity::id).toList() : List.copyOf(reached);
  }
}
