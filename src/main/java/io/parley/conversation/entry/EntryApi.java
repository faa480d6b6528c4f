package io.parley.conversation.entry;

import io.nayuki.qrcodegen.QrCode;
import io.parley.channel.Channels;
import io.parley.platform.Page;
import io.parley.platform.Problem;
import io.parley.workspace.Access;
import io.parley.workspace.Scope;
import io.parley.workspace.Workspaces;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Entries for the console: what there is, who came by it, and its QR code to print.
@RestController
class EntryApi {
  private static final int QUIET_MODULES = 4;

  private final Entries entries;
  private final Channels channels;
  private final Workspaces workspaces;

  /// `place` is `qr`, `link`, `ad`, or `plain` for whoever adds the account in no known way. `words` is what she sends
  /// and `url` what the QR code holds; both null for `plain`, and `url` as long as no LINE account is connected.
  /// `people` sent its words, `friends` of them had become friends at most ten minutes before.
  record EntryView(UUID id, String name, String place, @Nullable String words, @Nullable String url,
      @Nullable String greeting, @Nullable String buttonLabel, @Nullable String buttonUrl, int people, int friends,
      @Nullable Instant lastAt) {}

  EntryApi(Entries entries, Channels channels, Workspaces workspaces) {
    this.entries = entries;
    this.channels = channels;
    this.workspaces = workspaces;
  }

  @GetMapping("/api/v1/entries")
  Page<EntryView> all(Access access) {
    var chinese = chinese(access);
    var chat = channels.chat(access.workspace());
    return Page.all(entries.all(access.workspace()).stream().map(line -> view(line, chinese, chat)).toList());
  }

  @PostMapping("/api/v1/entries")
  @ResponseStatus(HttpStatus.CREATED)
  EntryView make(Access access, @RequestBody EntryForm form) {
    access.require(Scope.WRITE);
    return shown(access, entries.make(access.workspace(), form));
  }

  @PutMapping("/api/v1/entries/{id}")
  EntryView change(Access access, @PathVariable UUID id, @RequestBody EntryForm form) {
    access.require(Scope.WRITE);
    entries.change(access.workspace(), id, form);
    return shown(access, id);
  }

  /// What whoever adds the account in no known way is greeted with; its name and place are its own.
  @PutMapping("/api/v1/entries/plain")
  EntryView greet(Access access, @RequestBody EntryForm form) {
    access.require(Scope.WRITE);
    return shown(access, entries.greet(access.workspace(), form));
  }

  @DeleteMapping("/api/v1/entries/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void end(Access access, @PathVariable UUID id) {
    access.require(Scope.WRITE);
    entries.end(access.workspace(), id, true);
  }

  /// An ended entry counts again; its printed code works as before.
  @PostMapping("/api/v1/entries/{id}/resume")
  EntryView resume(Access access, @PathVariable UUID id) {
    access.require(Scope.WRITE);
    entries.end(access.workspace(), id, false);
    return shown(access, id);
  }

  /// Error correction level M bears a logo's shadow or a crease (ISO/IEC 18004).
  @GetMapping(path = "/api/v1/entries/{id}/qr.svg", produces = "image/svg+xml")
  String qr(Access access, @PathVariable UUID id) {
    var url = shown(access, id).url;
    if (url == null) {
      throw Problem.conflict("no_line", "先接上 LINE 才有 QR code", "Connect LINE first");
    }
    return svg(QrCode.encodeText(url, QrCode.Ecc.MEDIUM));
  }

  private static String svg(QrCode code) {
    var path = new StringBuilder();
    for (var y = 0; y < code.size; y++) {
      for (var x = 0; x < code.size; x++) {
        if (code.getModule(x, y)) {
          path.append("M%d,%dh1v1h-1z".formatted(x + QUIET_MODULES, y + QUIET_MODULES));
        }
      }
    }
    var side = code.size + 2 * QUIET_MODULES;
    return """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %1$d" shape-rendering="crispEdges">\
        <path d="M0,0h%1$dv%1$dh-%1$dz" fill="#fff"/><path d="%2$s"/></svg>""".formatted(side, path);
  }

  private EntryView shown(Access access, UUID id) {
    return view(entries.one(access.workspace(), id), chinese(access), channels.chat(access.workspace()));
  }

  private boolean chinese(Access access) {
    return workspaces.get(access.workspace()).locale().startsWith("zh");
  }

  private static EntryView view(EntryStore.Line line, boolean chinese, Optional<UnaryOperator<String>> chat) {
    var entry = line.entry();
    var words = entry.code() == null ? null : entry.words(chinese);
    var url = words == null ? null : chat.map(one -> one.apply(words)).orElse(null);
    var button = entry.button();
    return new EntryView(entry.id(), entry.name(), entry.place().word(), words, url, entry.greeting(),
        button == null ? null : button.label(), button == null ? null : button.url(), line.people(), line.friends(),
        line.lastAt());
  }
}
