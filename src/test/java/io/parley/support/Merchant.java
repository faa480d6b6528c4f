package io.parley.support;

import io.parley.platform.Ids;
import io.parley.workspace.Member;
import io.parley.workspace.MemberId;
import io.parley.workspace.Members;
import io.parley.workspace.Scope;
import io.parley.workspace.Workspace;
import io.parley.workspace.Workspaces;
import java.util.List;
import java.util.Set;

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
}
