package io.parley.bench;

import java.sql.Connection;
import java.time.Duration;

/// How long after its event a tag can be read: visitors nobody knows look at one page three times in one call.
final class Visible {
  private final Arrivals arrivals;

  Visible(Server server, Connection database) {
    this.arrivals = new Arrivals(server, database, """
        select i.value from customer.identity i
        join customer.customer_tag t on t.identity_id = i.id and t.removed_at is null
        where i.kind = 'visitor' and i.value = any (?)
        """);
  }

  static void rule(Server server) {
    var id = RuleLoad.make(server, "看了三次 probe", "probe",
        RuleLoad.did("page", "url", "contains", "\"/probe/\"", 3));
    server.call("POST", "/api/v1/rules/" + id + "/live", "");
  }

  /// The third visit completes the rule.
  Times measure(Duration length) {
    return arrivals.measure(length, visitor -> {
      var page = """
          {"type":"page","anonymousId":"%s","properties":{"url":"https://shop.example/probe/1","title":"probe"}}"""
          .formatted(visitor);
      return "{\"batch\":[%1$s,%1$s,%1$s]}".formatted(page);
    });
  }
}
