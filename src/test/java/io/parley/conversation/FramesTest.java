package io.parley.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.support.Browser;
import io.parley.support.LiveClient;
import io.parley.support.Merchant;
import io.parley.support.TestParley;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Old state and the frames since make the fresh state, whatever happens at once.
class FramesTest {
  private static final int VISITORS = 6;
  private static final int STEPS = 40;

  @Test
  void aScreenThatFollowsTheFramesShowsWhatAFreshOneShows() throws Exception {
    try (var parley = TestParley.shared()) {
      var merchant = Merchant.found(parley);
      var visitors = new ArrayList<Browser>();
      var ids = new ArrayList<String>();
      for (var n = 0; n < VISITORS; n++) {
        visitors.add(Browser.of(merchant, parley.url()));
        ids.add(visitors.get(n).say("嗨").json().path("conversationId").asString());
      }
      try (var screen = LiveClient.open(
          parley.url() + "/api/v1/live", "Authorization", "Bearer " + merchant.apiKey())) {
        screen.await("ready");
        var list = list(merchant);
        storm(merchant, visitors, ids);
        Awaitility.await().untilAsserted(() -> assertThat(followed(list, screen)).isEqualTo(list(merchant)));
        assertThat(screen.heard("message").stream().map(f -> f.path("message").path("id").asString()))
            .doesNotHaveDuplicates();
      }
    }
  }

  private static void storm(Merchant merchant, List<Browser> visitors, List<String> ids) throws Exception {
    try (var pool = Executors.newFixedThreadPool(VISITORS)) {
      for (var n = 0; n < VISITORS; n++) {
        var random = new Random(n);
        var who = n;
        pool.submit(() -> {
          for (var step = 0; step < STEPS; step++) {
            act(merchant, visitors.get(who), "/api/v1/conversations/" + ids.get(random.nextInt(VISITORS)), random);
          }
        });
      }
      pool.shutdown();
      assertThat(pool.awaitTermination(60, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
    }
  }

  private static void act(Merchant merchant, Browser visitor, String path, Random random) {
    switch (random.nextInt(6)) {
      case 0, 1 -> visitor.say("一句 " + random.nextInt());
      case 2 -> merchant.api().post(path + "/messages", Map.of("clientId", "c" + random.nextLong(Long.MAX_VALUE),
          "content", Map.of("kind", "text", "text", "回覆"), "note", random.nextBoolean()));
      case 3 -> merchant.api().post(path + "/close", "");
      case 4 -> merchant.api().post(path + "/read", Map.of("seq", random.nextInt(60)));
      default -> merchant.api().post(path + "/reopen", "");
    }
  }

  private static Map<String, JsonNode> list(Merchant merchant) {
    var list = new TreeMap<String, JsonNode>();
    merchant.api().get("/api/v1/conversations?limit=100").json().path("items")
        .forEach(one -> list.put(one.path("id").asString(), one));
    return list;
  }

  private static Map<String, JsonNode> followed(Map<String, JsonNode> old, LiveClient screen) {
    var list = new HashMap<>(old);
    for (var frame : screen.heard("conversation")) {
      var told = frame.path("conversation");
      list.merge(told.path("id").asString(), told,
          (a, b) -> b.path("version").asLong() >= a.path("version").asLong() ? b : a);
    }
    return new TreeMap<>(list);
  }
}
