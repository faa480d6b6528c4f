package io.parley.widget;

import io.parley.conversation.Composer;
import io.parley.conversation.Conversations;
import io.parley.conversation.Draft;
import io.parley.conversation.MessageView;
import io.parley.conversation.Visitor;
import io.parley.platform.Files;
import io.parley.platform.Problem;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/// What the visitor's chat does: read her thread, write, say how far she has read.
@RestController
@RequestMapping("/chat/v1")
class ChatApi {
  private static final int MAX_URL = 2_000;
  private static final int MAX_TITLE = 300;

  private final Conversations conversations;
  private final Composer composer;
  private final Files files;
  private final Pace pace;

  record NewMessage(@Nullable String clientId, @Nullable JsonNode content, Draft.@Nullable Seen page) {}

  record Seq(long seq) {}

  record Kept(UUID id, String url) {}

  ChatApi(Conversations conversations, Composer composer, Files files, Pace pace) {
    this.conversations = conversations;
    this.composer = composer;
    this.files = files;
    this.pace = pace;
  }

  /// Her thread after `after`: nothing while she has not written, and asking stores nothing.
  @GetMapping("/messages")
  Conversations.Thread messages(Visitor visitor, @RequestParam(defaultValue = "0") long after) {
    pace.keep("call " + visitor.anonymousId(), Pace.CALLS);
    return conversations.thread(visitor, after);
  }

  /// Says something. The same `clientId` again is the same message.
  @PostMapping("/messages")
  ResponseEntity<MessageView> say(Visitor visitor, @RequestBody NewMessage message) {
    pace.keep("say " + visitor.anonymousId(), Pace.MESSAGES);
    var said = conversations.say(visitor, Composer.clientId(message.clientId), composer.ofVisitor(message.content),
        seen(message.page));
    return ResponseEntity.status(said.fresh() ? HttpStatus.CREATED : HttpStatus.OK).body(said.message());
  }

  @PostMapping("/read")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void read(Visitor visitor, @RequestBody Seq read) {
    pace.keep("call " + visitor.anonymousId(), Pace.CALLS);
    conversations.of(visitor).ifPresent(id -> conversations.reached(visitor.workspace(), id, read.seq, true));
  }

  /// Keeps a picture she is about to send.
  @PostMapping("/files")
  ResponseEntity<Kept> keep(
      Visitor visitor, @RequestHeader(HttpHeaders.CONTENT_TYPE) String type, @RequestBody byte[] bytes) {
    pace.keep("file " + visitor.anonymousId(), Pace.MESSAGES);
    conversations.of(visitor);
    if (!Files.isPicture(type)) {
      throw new Problem(415, "not_a_picture", "只收 PNG、JPEG、GIF、WebP 圖片", "Only PNG, JPEG, GIF and WebP pictures");
    }
    var id = files.keep(visitor.workspace(), type, bytes);
    return ResponseEntity.status(HttpStatus.CREATED).body(new Kept(id, "/api/v1/files/" + id));
  }

  private static Draft.@Nullable Seen seen(Draft.@Nullable Seen page) {
    return page == null ? null : new Draft.Seen(cut(page.url(), MAX_URL), cut(page.title(), MAX_TITLE));
  }

  private static @Nullable String cut(@Nullable String text, int most) {
    return text == null ? null : Composer.clean(text.length() > most ? text.substring(0, most) : text);
  }
}
