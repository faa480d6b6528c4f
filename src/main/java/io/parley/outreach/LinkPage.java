package io.parley.outreach;

import io.parley.customer.IdentityId;
import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import io.parley.timeline.NewCall;
import io.parley.timeline.Timeline;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.JsonNodeFactory;

/// Where an address of a message leads: it writes down that it was followed and goes on to the page that was meant. A
/// person's click is a fact of hers, which tags, segments and journeys can ask for.
@RestController
class LinkPage {
  /// The event of a click, named as Segment names that of a mail.
  static final String EVENT = "Message Link Clicked";

  private final TrackingLinks links;
  private final LinkRows rows;
  private final Timeline timeline;
  private final Database database;
  private final Clocks clocks;

  LinkPage(TrackingLinks links, LinkRows rows, Timeline timeline, Database database, Clocks clocks) {
    this.links = links;
    this.rows = rows;
    this.timeline = timeline;
    this.database = database;
    this.clocks = clocks;
  }

  @GetMapping("/l/{token}")
  ResponseEntity<String> follow(@PathVariable String token, HttpServletRequest request) {
    var opened = links.open(token);
    var link = opened.flatMap(one -> database.engine(() -> rows.get(one.link())));
    if (opened.isEmpty() || link.isEmpty()) {
      return ResponseEntity.status(HttpStatus.NOT_FOUND).contentType(new MediaType("text", "plain",
          StandardCharsets.UTF_8)).body("這個連結不能用了 · This link no longer works");
    }
    written(link.get(), opened.get().identity(), request);
    return ResponseEntity.status(HttpStatus.FOUND).header("Location", onward(link.get()))
        .header("Cache-Control", "no-store").header("X-Robots-Tag", "noindex")
        .header("Referrer-Policy", "no-referrer-when-downgrade").build();
  }

  private void written(LinkRows.Link link, @Nullable IdentityId identity, HttpServletRequest request) {
    var now = clocks.now(link.workspace());
    database.engine(() -> {
      var sentAt = identity == null ? null : rows.sentAt(link, identity).orElse(null);
      var machine = Machines.why(request.getMethod(), request::getHeader, sentAt, now);
      rows.clicked(link, identity, now, machine.orElse(null));
      if (machine.isEmpty() && identity != null) {
        tell(link.workspace(), link, identity, now);
      }
    });
  }

  private void tell(WorkspaceId workspace, LinkRows.Link link, IdentityId identity, Instant now) {
    rows.key(workspace, identity).ifPresent(key -> {
      var properties = JsonNodeFactory.instance.objectNode().put("url", link.url())
          .put("source", link.source().kind().word()).put("source_id", link.source().id().toString())
          .put("step", link.source().step()).put("campaign", link.source().name());
      timeline.vouch(workspace, List.of(NewCall.track(EVENT, List.of(key), now, properties, null)));
    });
  }

  /// With what web analytics want to know, unless the merchant wrote that herself. A shop may understand an address
  /// that is none by the book, so it is not read as one.
  static String onward(LinkRows.Link link) {
    var marks = new LinkedHashMap<String, String>(Map.of());
    marks.put("utm_source", "parley");
    marks.put("utm_medium", link.source().kind().word());
    marks.put("utm_campaign", link.source().name());
    marks.put("utm_content", link.source().step());
    var url = new StringBuilder(link.url());
    var hash = url.indexOf("#");
    var fragment = hash < 0 ? "" : url.substring(hash);
    url.setLength(hash < 0 ? url.length() : hash);
    marks.forEach((name, value) -> {
      if (!value.isEmpty() && url.indexOf(name + "=") < 0) {
        url.append(url.indexOf("?") < 0 ? '?' : '&').append(name).append('=')
            .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
      }
    });
    return ascii(url.append(fragment).toString());
  }

  /// Addresses with letters of any script, as people paste them.
  private static String ascii(String url) {
    var plain = new StringBuilder();
    url.codePoints().forEach(point -> {
      if (point > 0x20 && point < 0x7f && "\"<>\\^`{|}".indexOf(point) < 0) {
        plain.appendCodePoint(point);
      } else {
        plain.append(URLEncoder.encode(Character.toString(point), StandardCharsets.UTF_8).replace("+", "%20"));
      }
    });
    return plain.toString();
  }
}
