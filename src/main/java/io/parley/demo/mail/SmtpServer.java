package io.parley.demo.mail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A mail server's door for those who submit mail (RFC 5321, 6409): one thread a connection.
final class SmtpServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SmtpServer.class);

  private final ServerSocket door;
  private final Function<Socket, Runnable> session;

  SmtpServer(Function<Socket, Runnable> session) {
    this.session = session;
    try {
      this.door = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    Thread.ofPlatform().name("sim-smtp").daemon().start(this::open);
  }

  int port() {
    return door.getLocalPort();
  }

  private void open() {
    while (!door.isClosed()) {
      try {
        var client = door.accept();
        Thread.ofVirtual().name("sim-smtp-session").start(session.apply(client));
      } catch (IOException closed) {
        if (!door.isClosed()) {
          LOG.warn("The simulated mail server lost a connection", closed);
        }
      }
    }
  }

  @Override
  public void close() {
    try {
      door.close();
    } catch (IOException gone) {
      LOG.debug("The simulated mail server was closed already", gone);
    }
  }
}
