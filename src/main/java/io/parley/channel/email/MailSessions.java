package io.parley.channel.email;

import io.parley.channel.MailServer;
import io.parley.platform.Outside;
import jakarta.mail.Session;
import java.util.Properties;
import javax.net.SocketFactory;

/// Sessions of the mail library: over guarded sockets, with the server's certificate checked, and never without a
/// limit in time (its own limits are none).
final class MailSessions {
  private static final String CONNECT_MILLIS = "8000";
  private static final String ANSWER_MILLIS = "20000";
  /// The library takes silence in IDLE for a lost line, so this is longer than any wait of `MailReader`.
  private static final String IDLE_MILLIS = "60000";

  private final SocketFactory sockets;

  MailSessions(Outside outside) {
    this.sockets = outside.sockets();
  }

  Session smtp(MailServer server) {
    return session("mail.smtp.", server, ANSWER_MILLIS);
  }

  Session imap(MailServer server) {
    return session("mail.imap.", server, IDLE_MILLIS);
  }

  private Session session(String prefix, MailServer server, String silenceMillis) {
    var set = new Properties();
    set.put(prefix + "host", server.host());
    set.put(prefix + "port", Integer.toString(server.port()));
    set.put(prefix + "auth", Boolean.toString(!server.user().isEmpty()));
    set.put(prefix + "connectiontimeout", CONNECT_MILLIS);
    set.put(prefix + "timeout", silenceMillis);
    set.put(prefix + "writetimeout", ANSWER_MILLIS);
    set.put(prefix + "socketFactory", sockets);
    set.put(prefix + "ssl.socketFactory", sockets);
    set.put(prefix + "socketFactory.fallback", "false");
    set.put(prefix + "ssl.checkserveridentity", "true");
    set.put(prefix + "ssl.enable", Boolean.toString(server.tls() == MailServer.Tls.IMPLICIT));
    set.put(prefix + "starttls.enable", Boolean.toString(server.tls() == MailServer.Tls.STARTTLS));
    set.put(prefix + "starttls.required", Boolean.toString(server.tls() == MailServer.Tls.STARTTLS));
    set.put("mail.mime.address.strict", "false");
    return Session.getInstance(set);
  }
}
