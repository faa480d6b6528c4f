package io.parley.support;

import io.parley.platform.Ids;
import io.parley.workspace.Member;
import io.parley.workspace.MemberId;
import io.parley.workspace.Members;
import io.parley.workspace.Scope;
import io.parley.workspace.Workspace;
import io.parley.workspace.Workspaces;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;

/// A fresh workspace for a test, with one member and an API key that may do everything.
public record Merchant(Workspace workspace, Member member, String apiKey, Call api) {
  public static final String PASSWORD = "correct horse battery";

  public static Merchant found(TestParley parley) {
    var workspaces = parley.get(Workspaces.class);
    var workspace = workspaces.found(new Workspaces.NewWorkspace("測試商店", "zh-Hant-TW", "Asia/Taipei", "TWD",
        parley.url() + "/shop", List.of(parley.url()),
        new Workspace.Persona("娟娟", "editor", "小編", "嗨，我是娟娟", List.of())));
    var member = new Member(new MemberId(Ids.next()), "雅婷", Ids.hex(6) + "@example.com", "service", "zh-Hant");
    parley.get(Members.class).join(workspace.id(), member, PASSWORD);
    var key = workspaces.newKey(workspace.id(), "test", Set.of(Scope.ADMIN));
    return new Merchant(workspace, member, key, Call.to(parley.url()).bearer(key));
  }

  /// Waits until the past is worked out for every rule.
  public void awaitRules() {
    Awaitility.await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(20))
        .until(() -> api.get("/api/v1/rules").json().path("items").valueStream()
            .allMatch(rule -> rule.path("filling").isNull()));
  }

  /// The JSON of a condition: looked at pages whose address contains a part, so many times within so many days.
  public static Map<String, Object> visited(String part, int times, int days) {
    return Map.of("kind", "did",
        "event", Map.of("name", "page", "where",
            List.of(Map.of("property", "url", "op", "contains", "value", part))),
        "measure", Map.of("kind", "count", "atLeast", times),
        "within", Map.of("amount", days, "unit", "day"));
  }
}
