package io.parley.integration;

import io.parley.platform.Page;
import io.parley.workspace.Access;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Product feeds by address.
@RestController
@RequestMapping("/api/v1/feeds")
class FeedApi {
  private final Feeds feeds;

  record FeedView(
      UUID id, String url, @Nullable Instant readAt, @Nullable UUID importId, @Nullable String problem) {}

  record NewFeed(@Nullable String url) {}

  FeedApi(Feeds feeds) {
    this.feeds = feeds;
  }

  @GetMapping
  Page<FeedView> all(Access access, Locale locale) {
    return Page.all(feeds.all(access.workspace()).stream().map(feed -> view(feed, locale)).toList());
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  FeedView add(Access access, @RequestBody NewFeed wanted, Locale locale) {
    return view(feeds.add(access.workspace(), wanted.url == null ? "" : wanted.url), locale);
  }

  @PostMapping("/{id}/read")
  FeedView read(Access access, @PathVariable UUID id, Locale locale) {
    return view(feeds.readNow(access.workspace(), id), locale);
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(Access access, @PathVariable UUID id) {
    feeds.remove(access.workspace(), id);
  }

  private static FeedView view(FeedStore.Feed feed, Locale locale) {
    var problem = feed.problem();
    return new FeedView(feed.id(), feed.url(), feed.readAt(), feed.importId(),
        problem == null ? null : locale.getLanguage().equals("en") ? problem.en() : problem.zh());
  }
}
