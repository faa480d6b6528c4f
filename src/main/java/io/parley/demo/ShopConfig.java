package io.parley.demo;

import io.parley.platform.Problem;
import io.parley.platform.Settings;
import io.parley.workspace.Workspaces;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// Tells the demo shop which write key its snippet carries. A real shop has it pasted into its pages.
@RestController
class ShopConfig {
  private final Settings settings;
  private final Workspaces workspaces;

  record Snippet(String writeKey, String host) {}

  ShopConfig(Settings settings, Workspaces workspaces) {
    this.settings = settings;
    this.workspaces = workspaces;
  }

  @GetMapping("/shop-config.json")
  Snippet snippet() {
    var kite = workspaces.all().stream().findFirst().filter(w -> settings.demo()).orElseThrow(Problem::notFound);
    return new Snippet(kite.writeKey(), "");
  }
}
