package io.parley.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A mail server that has bad days: it answers slowly, refuses for haste (421) or for now (451), and hangs up at the
/// last dot, with the mail or without it. SMTP knows no repetition, so its ledger would show one.
final class LedgerMail implements AutoCloseable {
  /// Address → how many mails it took for it.
  final Map<String, Integer> ledger = new ConcurrentHashMap<>();
  /// Those who were written to when it hung up at the last dot.
  final Set<String> cutOff = ConcurrentHashMap.newKeySet();
  private final Random chance;
  private final ServerSocket door;

  LedgerMail(long seed) {
    chance = new Random(seed);
    try {
      door = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    Thread.ofPlatform().daemon().name("ledger-mail").start(this::open);
  }

  int port() {
    return door.getLocalPort();
  }

  private void open() {
    while (!door.isClosed()) {
      try {
        var client = door.accept();
        Thread.ofVirtual().start(() -> converse(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void converse(Socket client) {
    try (client; var lines = new BufferedReader(new InputStreamReader(client.getInputStream(),
        StandardCharsets.ISO_8859_1))) {
      say(client, "220 ledger");
      var to = "";
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        var luck = chance.nextInt(1_000);
        switch (line.toUpperCase(java.util.Locale.ROOT).split("[ :]")[0]) {
          case "MAIL" -> say(client, luck < 2 ? "421 4.7.0 Too many messages" : "250 2.1.0 Ok");
          case "RCPT" -> {
            to = line.replaceAll(".*<(.*)>.*", "$1");
            say(client, luck < 20 ? "451 4.3.0 Try again later" : "250 2.1.5 Ok");
          }
          case "DATA" -> {
            say(client, "354 Go on");
            if (!take(client, lines, to, luck)) {
              return;
            }
          }
          case "QUIT" -> say(client, "221 2.0.0 Bye");
          default -> say(client, "250 Ok");
        }
      }
    } catch (IOException gone) {
      // Whoever was here was killed, as this test is about.
    }
  }

  /// False to hang up.
  private boolean take(Socket client, BufferedReader lines, String to, int luck) throws IOException {
    for (var line = lines.readLine(); !".".equals(line); line = lines.readLine()) {
      if (line == null) {
        return false;
      }
    }
    Victim.pause(Duration.ofMillis(luck % 100 == 99 ? 1_500 : luck % 20));
    if (luck < 20) {
      say(client, "451 4.3.2 Not now");
      return true;
    }
    var hangsUp = luck < 60;
    if (hangsUp) {
      cutOff.add(to);
    }
    if (!hangsUp || luck < 45) {
      ledger.merge(to, 1, Integer::sum);
    }
    if (!hangsUp) {
      say(client, "250 2.0.0 Taken");
    }
    return !hangsUp;
  }

  private static void say(Socket client, String line) throws IOException {
    client.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
  }

  @Override
  public void close() {
    try {
      door.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
