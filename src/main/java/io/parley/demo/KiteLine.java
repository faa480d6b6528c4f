package io.parley.demo;

import io.parley.demo.line.LineDemo;
import io.parley.platform.Settings;
import io.parley.workspace.Workspace;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/// Connects Kite to the simulated LINE.
@Component
class KiteLine {
  private static final List<String> PHONES = List.of("林郁晴", "陳柏翰", "Emily 黃");

  private final Settings settings;
  private final ObjectProvider<LineDemo> line;

  KiteLine(Settings settings, ObjectProvider<LineDemo> line) {
    this.settings = settings;
    this.line = line;
  }

  void connect(Workspace kite) {
    line.ifAvailable(demo ->
        demo.connect(kite.id(), kite.name(), "http://localhost:" + settings.port(), PHONES));
  }
}
