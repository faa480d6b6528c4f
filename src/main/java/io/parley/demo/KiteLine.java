package io.parley.demo;

import io.parley.workspace.Workspace;
import org.springframework.stereotype.Component;

/// Connects Kite to the simulated LINE.
@Component
class KiteLine {
  void connect(Workspace kite) {}
}
