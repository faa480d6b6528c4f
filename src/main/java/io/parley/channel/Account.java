package io.parley.channel;

import io.parley.platform.WorkspaceId;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A connection as its adapter needs it, secrets opened. Never logged, never stored, never told.
///
/// @param account the provider's id of the account (LINE: the channel id)
/// @param endpoints other addresses than the provider's own, for simulators; null for the provider's
/// @param publicUrl where the provider and the contacts reach Parley, without a slash at the end
/// @param ownUrl what Parley calls itself (`PARLEY_URL`); the same, but for simulators
public record Account(
    ConnectionId id,
    WorkspaceId workspace,
    String kind,
    String account,
    Map<String, String> secrets,
    @Nullable Endpoints endpoints,
    String publicUrl,
    String ownUrl) {

  /// Where a provider answers. `api` and `data` may be the same host; `dialog` is opened by the contact's browser.
  public record Endpoints(URI api, URI data, URI dialog) {}

  @Override
  public String toString() {
    return kind + " " + id;
  }
}
