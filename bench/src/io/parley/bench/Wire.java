package io.parley.bench;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// One keep-alive HTTP/1.1 connection that does as little as it can: the load shares its cores with the server, so
/// every cycle spent here is taken from what is measured.
final class Wire implements AutoCloseable {
  private static final int BUFFER_BYTES = 64 * 1024;
  private static final int TIMEOUT_MILLIS = 30_000;

  private final Socket socket;
  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int next;
  private int end;
  private String body = "";

  Wire(int port) {
    try {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      in = socket.getInputStream();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// A whole request, ready to be sent.
  static byte[] request(String method, String path, String headers, String body) {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    var head = "%s %s HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n%s\r\n"
        .formatted(method, path, bytes.length, headers);
    return (head + body).getBytes(StandardCharsets.UTF_8);
  }

  /// Sends and waits for the whole answer. Returns its status.
  int send(byte[] request) {
    try {
      socket.getOutputStream().write(request);
      return read();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// The body of the last answer.
  String body() {
    return body;
  }

  private int read() throws IOException {
    var status = Integer.parseInt(line().split(" ", 3)[1]);
    var length = 0;
    var chunked = false;
    for (var header = line(); !header.isEmpty(); header = line()) {
      var lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Integer.parseInt(lower.substring(15).strip());
      } else if (lower.startsWith("transfer-encoding:")) {
        chunked = lower.endsWith("chunked");
      }
    }
    body = chunked ? chunks() : text(length);
    return status;
  }

  private String chunks() throws IOException {
    var whole = new StringBuilder();
    for (var size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
      whole.append(text(size));
      line();
    }
    line();
    return whole.toString();
  }

  private String line() throws IOException {
    var text = new StringBuilder();
    for (var c = one(); c != '\n'; c = one()) {
      if (c != '\r') {
        text.append((char) c);
      }
    }
    return text.toString();
  }

  private String text(int length) throws IOException {
    var bytes = new byte[length];
    var have = 0;
    while (have < length) {
      if (next == end) {
        fill();
      }
      var part = Math.min(end - next, length - have);
      System.arraycopy(buffer, next, bytes, have, part);
      next += part;
      have += part;
    }
    return length == 0 ? "" : new String(bytes, StandardCharsets.UTF_8);
  }

  private int one() throws IOException {
    if (next == end) {
      fill();
    }
    return buffer[next++];
  }

  private void fill() throws IOException {
    end = in.read(buffer);
    next = 0;
    if (end <= 0) {
      throw new EOFException("The server hung up");
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }
}
