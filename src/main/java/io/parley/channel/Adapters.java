package io.parley.channel;

import io.parley.platform.Problem;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/// The kinds of channel this Parley speaks.
@Component
final class Adapters {
  private final Map<String, Adapter> byKind;

  Adapters(List<Adapter> adapters) {
    this.byKind = adapters.stream().collect(Collectors.toUnmodifiableMap(Adapter::kind, a -> a));
  }

  Adapter of(String kind) {
    var adapter = byKind.get(kind);
    if (adapter == null) {
      throw Problem.invalid("channel_kind", "還不支援這種通路", "This kind of channel is not supported yet");
    }
    return adapter;
  }

  Adapter of(Account account) {
    return of(account.kind());
  }
}
