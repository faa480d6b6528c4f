package io.parley.outreach;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Tells openings of an address that no person made: previews that a chat draws, scanners of mail, crawlers. What
/// nobody can tell counts as a person.
final class Machines {
  /// Who opens a message sooner than this after it was sent did not read it.
  static final Duration TOO_SOON = Duration.ofSeconds(1);
  private static final Pattern AGENTS = Pattern.compile("(?i)bot\\b|bot/|crawl|spider|slurp|preview|facebookexternalhit"
      + "|line-poker|whatsapp/|telegrambot|skypeuripreview|googleimageproxy|google-safety|barracuda|mimecast|proofpoint"
      + "|safelinks|headlesschrome|phantomjs|python-|curl/|wget/|okhttp|java-http-client|go-http-client|libwww|scan");

  private Machines() {}

  /// Why it was a machine; empty if it was a person, as far as one can tell.
  static Optional<String> why(String method, UnaryOperator<@Nullable String> header, @Nullable Instant sentAt,
      Instant now) {
    if (!method.equals("GET")) {
      return Optional.of("head");
    }
    var purpose = header.apply("Sec-Purpose") + " " + header.apply("Purpose") + " " + header.apply("X-Moz");
    if (purpose.contains("prefetch") || purpose.contains("preview")) {
      return Optional.of("prefetch");
    }
    var agent = header.apply("User-Agent");
    if (agent == null || agent.isBlank() || AGENTS.matcher(agent).find()) {
      return Optional.of("agent");
    }
    return sentAt != null && now.isBefore(sentAt.plus(TOO_SOON)) ? Optional.of("too_soon") : Optional.empty();
  }
}
