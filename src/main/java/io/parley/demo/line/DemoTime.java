package io.parley.demo.line;

import io.parley.platform.Clocks;
import io.parley.platform.WorkspaceId;
import io.parley.workspace.Workspaces;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Conditional;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// The time it is in the simulated world: that of the demo's shop, whose time machine moves its customers' phones, too.
@Component
@RestController
@RequestMapping("/sim/phones/now")
@Conditional(DemoOn.class)
public class DemoTime {
  private final Clocks clocks;
  private final Workspaces workspaces;
  private volatile @Nullable WorkspaceId shop;

  DemoTime(Clocks clocks, Workspaces workspaces) {
    this.clocks = clocks;
    this.workspaces = workspaces;
  }

  public Instant now() {
    var known = shop;
    if (known == null) {
      var all = workspaces.all();
      if (all.isEmpty()) {
        return clocks.wall();
      }
      known = all.getFirst().id();
      shop = known;
    }
    return clocks.now(known);
  }

  @GetMapping
  Map<String, Instant> get() {
    return Map.of("now", now());
  }
}
