package io.parley.channel.email;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.eclipse.angus.mail.smtp.SMTPMessage;

/// A mail that keeps the Message-ID it was given, and knows whether the whole of it was written to a server.
final class PostedMail extends SMTPMessage {
  private final String id;
  private boolean written;

  PostedMail(Session session, String id) {
    super(session);
    this.id = id;
  }

  @Override
  protected void updateMessageID() throws MessagingException {
    setHeader("Message-ID", id);
  }

  @Override
  public void writeTo(OutputStream out, String[] without) throws IOException, MessagingException {
    super.writeTo(out, without);
    written = true;
  }

  boolean written() {
    return written;
  }

  List<String> ids() {
    return List.of(id);
  }
}
