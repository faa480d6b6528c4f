package io.parley.channel;

import io.parley.platform.Problem;
import java.util.Locale;
import java.util.Set;

/// Where a mail account is reached, and how it is let in.
public record MailServer(String host, int port, Tls tls, String user, String password) {
  /// Other ports are not for mail, so nobody looks through a stranger's machine from here.
  private static final Set<Integer> PORTS = Set.of(25, 465, 587, 2525, 143, 993);

  /// `IMPLICIT` from the first byte (465, 993); `STARTTLS` before anything is said (587, 143); `NONE` only to servers
  /// that the operator trusts.
  public enum Tls {
    IMPLICIT, STARTTLS, NONE;

    public static Tls of(String word) {
      try {
        return valueOf(word.toUpperCase(Locale.ROOT));
      } catch (IllegalArgumentException unknown) {
        throw Problem.invalid("mail_tls", "加密方式只有 implicit、starttls 和 none",
            "The encryption is implicit, starttls or none");
      }
    }

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }

  /// Refuses what no server of a stranger may be.
  public void check() {
    if (!PORTS.contains(port)) {
      throw Problem.invalid("mail_port", "連接埠 %d 不是信件用的（465、587、993、143…）".formatted(port),
          "Port %d is not for mail (465, 587, 993, 143 …)".formatted(port));
    }
    if (tls == Tls.NONE) {
      throw Problem.invalid("mail_tls", "沒有加密的連線會讓密碼被看見，請選 TLS 或 STARTTLS",
          "Without encryption the password can be read on the way. Choose TLS or STARTTLS");
    }
  }
}
