package io.parley.widget;

import io.parley.platform.Problem;
import io.parley.platform.Settings;
import io.parley.workspace.Workspace;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// From where the chat of a workspace may be called: its sites, by exact origin, and Parley's own pages. A caller
/// without an origin is no browser, so there is nobody to protect.
@Component
class Origins {
  private final String own;

  Origins(Settings settings) {
    this.own = settings.url();
  }

  boolean allowed(Workspace workspace, @Nullable String origin, @Nullable String host) {
    return origin == null
        || origin.equals(own)
        || host != null && (origin.equals("http://" + host) || origin.equals("https://" + host))
        || workspace.sites().contains(origin);
  }

  void require(Workspace workspace, @Nullable String origin, @Nullable String host) {
    if (!allowed(workspace, origin, host)) {
      throw new Problem(403, "origin", "這個網站不在店家登記的網址裡", "This site is not one of the shop's registered sites");
    }
  }
}
