package io.parley.demo.line;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/// LINE's rate limits: a bucket of tokens per channel and endpoint.
final class LineRates {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Limit OTHERS = new Limit(2_000, SECOND);
  private static final Map<String, Limit> LIMITS = Map.of(
      "reply", new Limit(2_000, SECOND),
      "push", new Limit(2_000, SECOND),
      "multicast", new Limit(200, SECOND),
      "narrowcast", new Limit(60, HOUR),
      "broadcast", new Limit(60, HOUR),
      "token", new Limit(370, SECOND),
      "loading", new Limit(100, SECOND),
      "webhook-set", new Limit(1_000, Duration.ofMinutes(1)),
      "webhook-test", new Limit(60, HOUR));

  private final InstantSource clock;
  private final Map<String, Bucket> buckets = new HashMap<>();

  private record Limit(int requests, Duration each) {}

  private record Bucket(double tokens, Instant at) {}

  LineRates(InstantSource clock) {
    this.clock = clock;
  }

  synchronized void take(String channel, String endpoint) {
    var limit = LIMITS.getOrDefault(endpoint, OTHERS);
    var now = clock.instant();
    var before = buckets.getOrDefault(channel + endpoint, new Bucket(limit.requests, now));
    var refill = Duration.between(before.at, now).toNanos() / (double) limit.each.toNanos() * limit.requests;
    var tokens = Math.min(limit.requests, before.tokens + refill);
    if (tokens < 1) {
      buckets.put(channel + endpoint, new Bucket(tokens, now));
      throw LineRefusal.tooFast();
    }
    buckets.put(channel + endpoint, new Bucket(tokens - 1, now));
  }

  /// Uses up a bucket, as if it had been called too often; it refills from `from` on.
  synchronized void drain(String channel, String endpoint, Instant from) {
    buckets.put(channel + endpoint, new Bucket(0, from));
  }
}
