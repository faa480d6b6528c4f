package io.parley.channel;

import io.parley.platform.WorkspaceId;
import java.util.List;
import java.util.Optional;

/// A provider that is played on this machine, for learning how an account is connected without having one: implemented
/// by the demo, and by nobody where there is no demo.
public interface Simulated {
  /// An account to practise with, as the provider would show it to its merchant.
  record Practice(String kind, String name, String accountId, String secret) {}

  /// Where such an account answers, and what the shop is called on the web there.
  record Stand(Account.Endpoints endpoints, String publicUrl) {}

  /// The accounts this workspace may practise with.
  List<Practice> accounts(WorkspaceId workspace);

  /// Empty for an account that only the provider itself can know.
  Optional<Stand> stand(WorkspaceId workspace, String kind, String accountId);

  /// Where a simulated phone stands open at the chat with the shop, these words written already; empty if this
  /// workspace's account is not simulated.
  Optional<String> sayUrl(WorkspaceId workspace, String kind, String words);

  /// What the merchant would do now on the provider's page: let it call our webhook.
  void connected(String kind, String accountId, ConnectionId connection);
}
