package io.parley.demo.mail;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One connection to the simulated mail server. Refuses what a real one refuses: mail of strangers, commands out of
/// order, lines that are too long.
final class SmtpSession implements Runnable {
  private static final int LONGEST_LINE = 4_096;
  private static final int MOST_BYTES = 26_214_400;
  private static final int PATIENCE_MILLIS = 60_000;

  private final Socket socket;
  private final Post post;
  private final MailFaults faults;
  private final List<String> to = new ArrayList<>();
  private @Nullable String user;
  private @Nullable String from;

  /// Whom the server knows and where mail goes.
  interface Post {
    boolean knows(String user, String password);

    /// Null if mail for this address is taken; else the answer that refuses it.
    @Nullable String refuses(String address);

    void take(String from, List<String> to, byte[] raw);
  }

  SmtpSession(Socket socket, Post post, MailFaults faults) {
    this.socket = socket;
    this.post = post;
    this.faults = faults;
  }

  @Override
  public void run() {
    try (socket) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      var in = new BufferedInputStream(socket.getInputStream());
      say("220 mail.kite.example ESMTP simulated");
      for (var line = line(in); line != null && goesOn(line, in); ) {
        line = line(in);
      }
    } catch (IOException gone) {
      // Whoever hangs up needs no answer.
    }
  }

  private boolean goesOn(String line, InputStream in) throws IOException {
    var verb = line.split("\\s", 2)[0].toUpperCase(Locale.ROOT);
    switch (verb) {
      case "EHLO", "HELO" -> say("250-mail.kite.example\r\n250-8BITMIME\r\n250-ENHANCEDSTATUSCODES\r\n"
          + "250-SIZE " + MOST_BYTES + "\r\n250 AUTH PLAIN LOGIN");
      case "AUTH" -> authenticate(line, in);
      case "MAIL" -> mail(line);
      case "RCPT" -> recipient(line);
      case "DATA" -> {
        return data(in);
      }
      case "RSET" -> {
        reset();
        say("250 2.0.0 ok");
      }
      case "NOOP" -> say("250 2.0.0 ok");
      case "QUIT" -> {
        say("221 2.0.0 bye");
        return false;
      }
      default -> say("502 5.5.1 " + verb + " is not known here");
    }
    return true;
  }

  private void authenticate(String line, InputStream in) throws IOException {
    var parts = line.split("\\s+");
    var login = "";
    var password = "";
    if (parts.length > 1 && parts[1].equalsIgnoreCase("PLAIN")) {
      if (parts.length < 3) {
        say("334 ");
      }
      var told = decoded(parts.length > 2 ? parts[2] : line(in)).split("\0", -1);
      login = told.length > 1 ? told[1] : "";
      password = told.length > 2 ? told[2] : "";
    } else {
      if (parts.length < 3) {
        say("334 " + Base64.getEncoder().encodeToString("Username:".getBytes(StandardCharsets.US_ASCII)));
      }
      login = decoded(parts.length > 2 ? parts[2] : line(in));
      say("334 " + Base64.getEncoder().encodeToString("Password:".getBytes(StandardCharsets.US_ASCII)));
      password = decoded(line(in));
    }
    if (post.knows(login, password)) {
      user = login;
      say("235 2.7.0 welcome");
    } else {
      say("535 5.7.8 Username and password not accepted");
    }
  }

  private static String decoded(@Nullable String base64) {
    try {
      return base64 == null ? "" : new String(Base64.getDecoder().decode(base64.strip()), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException odd) {
      return "";
    }
  }

  private void mail(String line) throws IOException {
    if (user == null) {
      say("530 5.7.0 Authentication required");
      return;
    }
    reset();
    from = address(line);
    say("250 2.1.0 ok");
  }

  private void recipient(String line) throws IOException {
    if (from == null) {
      say("503 5.5.1 MAIL first");
      return;
    }
    if (faults.busyNow()) {
      say("450 4.2.0 Greylisted, come again");
      return;
    }
    var address = address(line);
    var refusal = post.refuses(address);
    if (refusal == null) {
      to.add(address);
    }
    say(refusal == null ? "250 2.1.5 ok" : refusal);
  }

  private boolean data(InputStream in) throws IOException {
    if (from == null || to.isEmpty()) {
      say("503 5.5.1 RCPT first");
      return true;
    }
    if (faults.cutsEarly()) {
      return false;
    }
    say("354 go on, end with a dot");
    var raw = new ByteArrayOutputStream();
    for (var line = bytes(in); ; line = bytes(in)) {
      if (line == null) {
        return false;
      }
      if (line.length == 1 && line[0] == '.') {
        break;
      }
      var from = line.length > 0 && line[0] == '.' ? 1 : 0;
      raw.write(line, from, line.length - from);
      raw.write('\r');
      raw.write('\n');
    }
    if (raw.size() > MOST_BYTES) {
      say("552 5.3.4 Message too large");
      return true;
    }
    post.take(from, List.copyOf(to), raw.toByteArray());
    reset();
    if (faults.cutsNow()) {
      return false;
    }
    java.util.concurrent.locks.LockSupport.parkNanos(faults.slowness().toNanos());
    say("250 2.0.0 taken");
    return true;
  }

  private void reset() {
    from = null;
    to.clear();
  }

  private static String address(String line) {
    var open = line.indexOf('<');
    var close = line.indexOf('>');
    return open < 0 || close < open ? "" : line.substring(open + 1, close).toLowerCase(Locale.ROOT);
  }

  private void say(String answer) throws IOException {
    socket.getOutputStream().write((answer + "\r\n").getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
  }

  private static @Nullable String line(InputStream in) throws IOException {
    var bytes = bytes(in);
    return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
  }

  /// Up to the end of the line; null at the end of what is said.
  private static byte @Nullable [] bytes(InputStream in) throws IOException {
    var line = new ByteArrayOutputStream();
    for (var next = in.read(); ; next = in.read()) {
      if (next < 0) {
        return null;
      }
      if (next == '\n') {
        var all = line.toByteArray();
        var length = all.length > 0 && all[all.length - 1] == '\r' ? all.length - 1 : all.length;
        return java.util.Arrays.copyOf(all, length);
      }
      if (line.size() > LONGEST_LINE) {
        throw new IOException("A line is too long");
      }
      line.write(next);
    }
  }
}
