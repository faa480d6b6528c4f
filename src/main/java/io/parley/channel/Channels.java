package io.parley.channel;

import io.parley.platform.WorkspaceId;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// The door of channels: what others ask of the border.
@Component
public final class Channels {

  /// Writes a message down in the caller's transaction; a worker sends it after the commit, in the order written per
  /// contact, and tells `Receipts` what came of it. Refuses, with a `Problem`, what the channel could never carry. The
  /// same id again changes nothing.
  public void send(Outgoing outgoing) {
    throw new UnsupportedOperationException(outgoing.toString());
  }

  /// How a message to this contact would go out now. Asks the database only.
  public Sending sendingState(WorkspaceId workspace, ConnectionId connection, String address) {
    throw new UnsupportedOperationException(workspace + " " + connection + address);
  }

  public List<Connection> connections(WorkspaceId workspace) {
    throw new UnsupportedOperationException(workspace.toString());
  }

  public Optional<Contact> contact(WorkspaceId workspace, ConnectionId connection, String address) {
    throw new UnsupportedOperationException(workspace + " " + connection + address);
  }

  /// A token by which the contact may link their account with the merchant's, good for ten minutes and one use. Put it on
  /// the merchant's page as `?linkToken=`. Calls the provider: not inside a transaction.
  public String linkToken(WorkspaceId workspace, ConnectionId connection, String address) {
    throw new UnsupportedOperationException(workspace + " " + connection + address);
  }

  /// Where the browser of a signed-in visitor goes with the link token. `nonce` comes back in `Happening.Linked`: 10 to
  /// 255 characters, of at least 128 random bits.
  public URI linkDialog(WorkspaceId workspace, ConnectionId connection, String linkToken, String nonce) {
    throw new UnsupportedOperationException(workspace + " " + connection + linkToken + nonce);
  }

  /// Shows the contact that an answer is being written, where the channel can. Never fails, never waits.
  public void typing(WorkspaceId workspace, ConnectionId connection, String address) {
    throw new UnsupportedOperationException(workspace + " " + connection + address);
  }
}
