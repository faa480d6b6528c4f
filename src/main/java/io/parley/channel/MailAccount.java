package io.parley.channel;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// A mail account as its merchant set it up. All of it is kept sealed.
///
/// @param from the address mails come from; the account is known by it
/// @param replyTo where answers go; the same as `from` unless the merchant said otherwise
/// @param inbox where mail comes in; empty if the merchant only sends
public record MailAccount(String from, String fromName, String replyTo, MailServer outbox, Optional<MailServer> inbox) {

  public static MailAccount of(Account account) {
    return of(account.secrets());
  }

  public static MailAccount of(Map<String, String> kept) {
    var inbox = kept.containsKey("imapHost") ? Optional.of(server(kept, "imap")) : Optional.<MailServer>empty();
    return new MailAccount(text(kept, "from"), text(kept, "fromName"), text(kept, "replyTo"), server(kept, "smtp"),
        inbox);
  }

  public Map<String, String> kept() {
    var kept = new HashMap<String, String>();
    kept.put("from", from);
    kept.put("fromName", fromName);
    kept.put("replyTo", replyTo);
    keep(kept, "smtp", outbox);
    inbox.ifPresent(server -> keep(kept, "imap", server));
    return kept;
  }

  /// What it takes to connect it.
  public Connections.Draft draft() {
    return new Connections.Draft("email", fromName, from, kept(), null, null);
  }

  @Override
  public String toString() {
    return from;
  }

  /// What stands behind the at sign of the sender.
  public String domain() {
    return from.substring(from.indexOf('@') + 1);
  }

  private static MailServer server(Map<String, String> kept, String what) {
    return new MailServer(text(kept, what + "Host"), Integer.parseInt(text(kept, what + "Port")),
        MailServer.Tls.of(text(kept, what + "Tls")), text(kept, what + "User"), text(kept, what + "Password"));
  }

  private static void keep(Map<String, String> kept, String what, MailServer server) {
    kept.put(what + "Host", server.host());
    kept.put(what + "Port", Integer.toString(server.port()));
    kept.put(what + "Tls", server.tls().word());
    kept.put(what + "User", server.user());
    kept.put(what + "Password", server.password());
  }

  private static String text(Map<String, String> kept, String name) {
    return kept.getOrDefault(name, "");
  }
}
