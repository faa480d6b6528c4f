package io.parley.demo;

import io.parley.platform.Ids;
import io.parley.platform.Settings;
import io.parley.workspace.Member;
import io.parley.workspace.MemberId;
import io.parley.workspace.Workspace;
import io.parley.workspace.Workspaces;
import java.util.List;
import java.util.stream.Stream;

/// 風箏選物, the shop of the demo: who works there and how it greets.
final class Kite {
  static final String NAME = "風箏選物";
  static final List<Member> COLLEAGUES = List.of(
      new Member(new MemberId(Ids.next()), "阿凱", "kai@kite.example", "assistant", "zh-Hant"),
      new Member(new MemberId(Ids.next()), "娟娟", "juan@kite.example", "editor", "zh-Hant"));

  private Kite() {}

  static Workspaces.NewWorkspace workspace(Settings settings) {
    var sites = Stream.of(settings.url(), "http://localhost:" + settings.port(), "http://127.0.0.1:" + settings.port())
        .distinct().toList();
    var persona = new Workspace.Persona("娟娟", "editor", "風箏小編",
        "嗨，我是娟娟。包包、布料、尺寸都可以問我，不買也沒關係。",
        List.of("放得下 14 吋筆電嗎", "現在有什麼優惠", "幾天會到"), "/widget/personas/juanjuan.svg", "#26375f");
    return new Workspaces.NewWorkspace(
        NAME, "zh-Hant-TW", "Asia/Taipei", "TWD", settings.url() + "/shop", sites, persona);
  }
}
