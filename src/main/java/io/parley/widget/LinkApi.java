package io.parley.widget;

import io.parley.conversation.Links;
import io.parley.conversation.Visitor;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// How a visitor links her LINE account.
@RestController
@RequestMapping("/chat/v1")
class LinkApi {
  private static final int MOST = 10;
  private static final int MOST_LOOKS = 60;

  private final Links links;
  private final Pace pace;

  record NewLink(@Nullable String linkToken) {}

  record Dialog(URI redirect) {}

  /// `words` is what she was shown, if she wants to keep her cart on LINE and be reminded of it there.
  record NewLinkCode(@Nullable String words) {}

  record LinkState(boolean linked) {}

  LinkApi(Links links, Pace pace) {
    this.links = links;
    this.pace = pace;
  }

  /// A code to type in LINE's chat.
  @PostMapping("/link-codes")
  @ResponseStatus(HttpStatus.CREATED)
  Links.Code code(Visitor visitor, @RequestBody(required = false) @Nullable NewLinkCode asked) {
    pace.keep("link " + visitor.anonymousId(), MOST);
    return links.code(visitor, asked == null ? null : asked.words);
  }

  /// Whether she is known on LINE by now.
  @GetMapping("/link-state")
  LinkState state(Visitor visitor) {
    pace.keep("linked " + visitor.anonymousId(), MOST_LOOKS);
    return new LinkState(links.linked(visitor));
  }

  /// Where to go with the link token of the button she pressed in LINE.
  @PostMapping("/line-links")
  Dialog dialog(Visitor visitor, @RequestBody NewLink link) {
    pace.keep("link " + visitor.anonymousId(), MOST);
    return new Dialog(links.dialog(visitor, link.linkToken == null ? "" : link.linkToken));
  }
}
