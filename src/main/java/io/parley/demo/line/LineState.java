package io.parley.demo.line;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What is so at the simulated LINE: the fold of its facts. Not synchronised; its owner is.
final class LineState {
  /// LINE's month ends in the account's time zone; the demo's shop is in Taipei.
  private static final ZoneId ZONE = ZoneId.of("Asia/Taipei");

  private final Map<String, LineFact.Opened> channels = new LinkedHashMap<>();
  private final Map<String, String> hooks = new HashMap<>();
  private final Map<String, LineFact.Person> people = new LinkedHashMap<>();
  private final Map<String, List<Said>> chats = new HashMap<>();
  private final Map<String, LineFact.Sent> byRetryKey = new HashMap<>();
  private final Map<String, Integer> used = new HashMap<>();
  private final Map<String, LineFact.Event> undelivered = new LinkedHashMap<>();
  private final List<LineFact.Sent> ledger = new ArrayList<>();
  private long lastMessage = 500_000_000_000_000_000L;

  /// One message in one chat.
  record Said(String id, boolean fromUser, JsonNode message, Instant at, boolean read, boolean unsent) {}

  void apply(LineFact fact) {
    switch (fact) {
      case LineFact.Opened opened -> channels.put(opened.channel(), opened);
      case LineFact.HookSet set -> hooks.put(set.channel(), set.url());
      case LineFact.Person person -> people.put(person.userId(), person);
      case LineFact.Wrote wrote -> {
        chat(wrote.userId()).add(new Said(wrote.messageId(), true, wrote.message(), wrote.at(), false, false));
        lastMessage = Math.max(lastMessage, Long.parseLong(wrote.messageId()));
      }
      case LineFact.Sent sent -> sent(sent);
      case LineFact.Unsent unsent -> chat(unsent.userId()).replaceAll(said -> said.id.equals(unsent.messageId())
          ? new Said(said.id, said.fromUser, said.message, said.at, said.read, true) : said);
      case LineFact.Read read -> read(read);
      case LineFact.Event event -> undelivered.put(event.eventId(), event);
      case LineFact.Delivered delivered -> undelivered.remove(delivered.eventId());
    }
  }

  private void sent(LineFact.Sent sent) {
    ledger.add(sent);
    for (var person : sent.to()) {
      for (var part : sent.messages()) {
        chat(person).add(new Said(part.id(), false, part.message(), sent.at(), false, false));
      }
    }
    for (var part : sent.messages()) {
      lastMessage = Math.max(lastMessage, Long.parseLong(part.id()));
    }
    if (sent.retryKey() != null) {
      byRetryKey.put(sent.channel() + sent.retryKey(), sent);
    }
    used.merge(month(sent.channel(), sent.at()), sent.counted(), Integer::sum);
  }

  private void read(LineFact.Read read) {
    var seen = false;
    var chat = chat(read.userId());
    for (var n = chat.size() - 1; n >= 0; n--) {
      var said = chat.get(n);
      seen |= said.id.equals(read.messageId());
      if (seen && said.fromUser && !said.read) {
        chat.set(n, new Said(said.id, true, said.message, said.at, true, said.unsent));
      }
    }
  }

  private static String month(String channel, Instant at) {
    return channel + " " + YearMonth.from(at.atZone(ZONE));
  }

  private List<Said> chat(String userId) {
    return chats.computeIfAbsent(userId, u -> new ArrayList<>());
  }

  String nextMessageId() {
    return Long.toString(++lastMessage);
  }

  Optional<LineFact.Opened> channel(String id) {
    return Optional.ofNullable(channels.get(id));
  }

  Collection<LineFact.Opened> channels() {
    return channels.values();
  }

  @Nullable String hook(String channel) {
    return hooks.get(channel);
  }

  Optional<LineFact.Person> person(String userId) {
    return Optional.ofNullable(people.get(userId));
  }

  List<LineFact.Person> people() {
    return List.copyOf(people.values());
  }

  List<LineFact.Person> friends(String channel) {
    return people.values().stream().filter(p -> p.channel().equals(channel) && p.following()).toList();
  }

  List<Said> messages(String userId) {
    return List.copyOf(chats.getOrDefault(userId, List.of()));
  }

  Optional<Said> message(String userId, String id) {
    return chats.getOrDefault(userId, List.of()).stream().filter(said -> said.id.equals(id)).findFirst();
  }

  /// Whose chat a message of a person stands in.
  Optional<Map.Entry<String, Said>> written(String channel, String id) {
    for (var person : people.values()) {
      if (person.channel().equals(channel)) {
        var said = message(person.userId(), id);
        if (said.isPresent()) {
          return Optional.of(Map.entry(person.userId(), said.get()));
        }
      }
    }
    return Optional.empty();
  }

  Optional<LineFact.Sent> accepted(String channel, String retryKey) {
    return Optional.ofNullable(byRetryKey.get(channel + retryKey));
  }

  int used(String channel, Instant now) {
    return used.getOrDefault(month(channel, now), 0);
  }

  List<LineFact.Event> undelivered() {
    return List.copyOf(undelivered.values());
  }

  List<LineFact.Sent> ledger(String channel) {
    return ledger.stream().filter(sent -> sent.channel().equals(channel)).toList();
  }
}
