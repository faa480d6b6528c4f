package io.parley.demo.line;

import java.util.Locale;
import org.springframework.context.annotation.Conditional;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/// `https://access.line.me/dialog/bot/accountLink`: asks the person whether LINE may tell the shop who they are.
@RestController
@RequestMapping(path = "/sim/line/dialog/bot/accountLink", produces = MediaType.TEXT_HTML_VALUE + ";charset=UTF-8")
@Conditional(DemoOn.class)
class LineDialog {
  private static final String PAGE = """
      <!doctype html><html lang="%s"><meta charset="utf-8">
      <meta name="viewport" content="width=device-width,initial-scale=1"><title>LINE</title>
      <style>
        body{margin:0;font:16px/1.6 "PingFang TC","Noto Sans TC",system-ui,sans-serif;background:#fff;color:#1e1e1e;
          display:grid;min-height:100vh;place-items:center}
        main{width:min(22rem,calc(100vw - 3rem));text-align:center}
        h1{font-size:1.25rem;margin:1.5rem 0 .5rem} p{color:#616161;margin:0 0 2rem}
        .mark{width:4rem;height:4rem;border-radius:1.1rem;background:#06c755;color:#fff;display:grid;
          place-items:center;margin:auto;font-weight:800;font-size:.95rem}
        button{width:100%%;min-height:3rem;border:0;border-radius:.5rem;background:#06a347;color:#fff;
          font:inherit;font-weight:700;cursor:pointer} button:focus-visible{outline:3px solid #1e1e1e}
      </style><main><div class="mark" aria-hidden="true">LINE</div>%s</main></html>
      """;

  private final LineHouse house;
  private final LinePeople people;

  LineDialog(LineHouse house, LinePeople people) {
    this.house = house;
    this.people = people;
  }

  @GetMapping
  ResponseEntity<String> ask(@RequestParam String linkToken, @RequestParam String nonce, Locale locale) {
    var person = people.linking(linkToken);
    if (person == null) {
      return page(HttpStatus.BAD_REQUEST, locale, expired(locale));
    }
    var shop = house.with(state -> state.channel(person.channel())).orElseThrow().name();
    var english = english(locale);
    var title = english ? "Link your LINE account with %s?" : "要把 LINE 帳號連結到「%s」嗎？";
    var text = english ? "The shop will know that %s on LINE is you." : "連結後，商店會知道 LINE 上的「%s」就是你。";
    return page(HttpStatus.OK, locale, """
        <h1>%s</h1><p>%s</p>
        <form method="post" action="?">
        <input type="hidden" name="linkToken" value="%s"><input type="hidden" name="nonce" value="%s">
        <button>%s</button></form>
        """.formatted(HtmlUtils.htmlEscape(title.formatted(shop)), HtmlUtils.htmlEscape(text.formatted(person.name())),
        HtmlUtils.htmlEscape(linkToken), HtmlUtils.htmlEscape(nonce), english ? "Link" : "同意並連結"));
  }

  @PostMapping
  ResponseEntity<String> agreed(@RequestParam String linkToken, @RequestParam String nonce, Locale locale) {
    if (!people.link(linkToken, nonce)) {
      return page(HttpStatus.BAD_REQUEST, locale, expired(locale));
    }
    return page(HttpStatus.OK, locale, english(locale)
        ? "<h1>Linked</h1><p>You can close this page and go on in LINE.</p>"
        : "<h1>連結完成</h1><p>可以關掉這一頁，回到 LINE 繼續聊。</p>");
  }

  private static String expired(Locale locale) {
    return english(locale)
        ? "<h1>This link no longer works</h1><p>It is good for ten minutes and one use. Ask the shop for a new one.</p>"
        : "<h1>這個連結已失效</h1><p>連結只能用一次，十分鐘內有效。請向商店再要一次。</p>";
  }

  private static boolean english(Locale locale) {
    return locale.getLanguage().equals("en");
  }

  private static ResponseEntity<String> page(HttpStatus status, Locale locale, String inside) {
    return ResponseEntity.status(status)
        .header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'")
        .header("Cache-Control", "no-store")
        .body(PAGE.formatted(english(locale) ? "en" : "zh-Hant", inside));
  }
}
