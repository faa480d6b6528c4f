package io.parley.timeline;

import static java.util.stream.Collectors.toMap;

import io.parley.customer.Consent;
import io.parley.timeline.Preferences.Answer;
import io.parley.timeline.Preferences.Holder;
import io.parley.workspace.Workspaces;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/// The customer's own page: what she wants to hear, and where. It needs no login and no script, and works as the target
/// of `List-Unsubscribe-Post` (RFC 8058).
@RestController
class PreferencePage {
  private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; "
      + "base-uri 'none'; frame-ancestors 'none'";

  private final Preferences preferences;
  private final Workspaces workspaces;

  PreferencePage(Preferences preferences, Workspaces workspaces) {
    this.preferences = preferences;
    this.workspaces = workspaces;
  }

  @GetMapping("/p/{token}")
  ResponseEntity<byte[]> show(@PathVariable String token, HttpServletRequest request) {
    var lang = language(request);
    return preferences.holder(token).map(holder -> page(200, lang, form(holder, lang, null)))
        .orElseGet(() -> gone(lang));
  }

  /// Only what she changed is written down.
  @PostMapping("/p/{token}")
  ResponseEntity<byte[]> say(@PathVariable String token, HttpServletRequest request) {
    var lang = language(request);
    var holder = preferences.holder(token);
    if (holder.isEmpty()) {
      return gone(lang);
    }
    var none = request.getParameter("none") != null
        || "One-Click".equals(request.getParameter("List-Unsubscribe"));
    var standing = standing(holder.get());
    for (var asking : Asking.ALL) {
      var known = standing.get(asking.key());
      var wanted = none ? asking.unlessRefused() && on(asking, known) : request.getParameter(asking.key()) != null;
      var changed = none ? asking.purpose() == Consent.Purpose.marketing && (known == null || known)
          : wanted != on(asking, known);
      if (changed) {
        preferences.say(holder.get(), asking, new Answer(wanted, asking.words(lang, shop(holder.get())),
            none ? "unsubscribe" : "page", null));
      }
    }
    return page(200, lang, form(holder.get(), lang, lang.equals("en") ? "Saved. It holds from now on."
        : "已存好，現在起生效。"));
  }

  private Map<String, Boolean> standing(Holder holder) {
    return preferences.standing(holder).stream()
        .collect(toMap(one -> one.purpose() + "-" + one.channel(), Consent::granted));
  }

  private static boolean on(Asking asking, @Nullable Boolean known) {
    return known == null ? asking.unlessRefused() : known;
  }

  private String shop(Holder holder) {
    return workspaces.get(holder.workspace()).name();
  }

  private static String language(HttpServletRequest request) {
    var chosen = request.getParameter("lang");
    if (chosen != null && Asking.LANGUAGES.contains(chosen)) {
      return chosen;
    }
    var accepted = request.getHeader(HttpHeaders.ACCEPT_LANGUAGE);
    return accepted == null || accepted.regionMatches(true, 0, "zh", 0, 2) ? "zh-Hant" : "en";
  }

  private String form(Holder holder, String lang, @Nullable String said) {
    var english = lang.equals("en");
    var shop = HtmlUtils.htmlEscape(shop(holder));
    var standing = standing(holder);
    var choices = Asking.ALL.stream().map(asking -> """
        <label><input type="checkbox" name="%s"%s><span><b>%s</b><small>%s</small></span></label>
        """.formatted(asking.key(), on(asking, standing.get(asking.key())) ? " checked" : "",
            HtmlUtils.htmlEscape(asking.label(lang)), HtmlUtils.htmlEscape(asking.words(lang, shop(holder)))))
        .collect(Collectors.joining());
    return """
        <nav><a href="?lang=zh-Hant"%s>繁體中文</a> <a href="?lang=en"%s>English</a></nav>
        <h1>%s</h1><p>%s</p>%s
        <form method="post" action="?lang=%s">%s<button>%s</button>
        <button name="none" value="1" class="quiet">%s</button></form>
        """.formatted(english ? "" : " aria-current=\"true\"", english ? " aria-current=\"true\"" : "", shop,
            english ? "What would you like to hear from us, and where?" : "您想收到哪些消息、在哪裡收到？",
            said == null ? "" : "<p role=\"status\">" + said + "</p>", lang, choices, english ? "Save" : "儲存",
            english ? "No offers at all" : "不要再傳任何優惠");
  }

  private static ResponseEntity<byte[]> gone(String lang) {
    return page(404, lang, lang.equals("en")
        ? "<h1>This link no longer works</h1><p>Open the latest message from the shop and tap its link again.</p>"
        : "<h1>這個連結不能用了</h1><p>請打開店家最近的訊息，再點一次裡面的連結。</p>");
  }

  private static ResponseEntity<byte[]> page(int status, String lang, String body) {
    var html = """
        <!doctype html><html lang="%s"><head><meta charset="utf-8"><meta name="robots" content="noindex">
        <meta name="viewport" content="width=device-width, initial-scale=1"><title>%s</title><style>%s</style></head>
        <body><main>%s</main></body></html>
        """.formatted(lang, lang.equals("en") ? "Your preferences" : "訊息偏好設定", STYLE, body);
    return ResponseEntity.status(status).contentType(new MediaType("text", "html", StandardCharsets.UTF_8))
        .header("Content-Security-Policy", POLICY).header("Cache-Control", "no-store")
        .header("Referrer-Policy", "no-referrer").body(html.getBytes(StandardCharsets.UTF_8));
  }

  /// The browser's own colours, light or dark: the page belongs to the shop, not to our console.
  private static final String STYLE = """
      :root { color-scheme: light dark; font: 17px/1.6 system-ui, -apple-system, "PingFang TC", \
      "Microsoft JhengHei", "Noto Sans CJK TC", "Noto Sans TC", sans-serif; accent-color: CanvasText; }
      body { margin: 0; background: Canvas; color: CanvasText; }
      main { max-width: 30rem; margin: 0 auto; padding: 20px 20px 40px; }
      nav { display: flex; gap: 14px; justify-content: flex-end; font-size: 14px; }
      nav a { color: inherit; padding: 8px 0; } nav a[aria-current] { font-weight: 700; text-decoration: none; }
      h1 { font-size: 22px; margin: 12px 0 0; } p { margin: 4px 0 18px; }
      [role=status] { padding: 10px 14px; border-radius: 8px; border: 1px solid currentColor; font-weight: 700; }
      label { display: flex; gap: 12px; padding: 14px 0; border-top: 1px solid color-mix(in srgb, currentColor 18%, \
      transparent); cursor: pointer; }
      input { width: 22px; height: 22px; margin: 3px 0 0; flex: none; } b, small { display: block; }
      small { font-size: 14px; line-height: 1.5; opacity: .78; }
      button { display: block; width: 100%; min-height: 48px; margin-top: 16px; border-radius: 8px; font: inherit;
        font-weight: 700; border: 1px solid currentColor; background: CanvasText; color: Canvas; cursor: pointer; }
      .quiet { background: none; color: inherit; font-weight: 400; }
      :focus-visible { outline: 3px solid Highlight; outline-offset: 2px; }
      """;
}
