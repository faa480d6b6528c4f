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

  private final SocketFactory sockets;

  MailSessions(Outside outside) {
    this.sockets = outside.sockets();
  }

  Session smtp(MailServer server) {
    return session("mail.smtp.", server);
  }

  Session imap(MailServer server) {
    return session("mail.imap.", server);
  }

  private Session session(String prefix, MailServer server) {
    var set = new Properties();
    set.put(prefix + "host", server.host());
    set.put(prefix + "port", Integer.toString(server.port()));
    set.put(prefix + "auth", Boolean.toString(!server.user().isEmpty()));
    set.put(prefix + "connectiontimeout", CONNECT_MILLIS);
    set.put(prefix + "timeout", ANSWER_MILLIS);
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
