package io.parley.commerce;

import io.parley.workspace.Workspaces;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/// Where a checkout link leads: on to the shop, with the cart. It sets no cookie and asks nobody who they are.
@RestController
class CheckoutLinkPage {
  private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; "
      + "frame-ancestors 'none'";
  private static final String STYLE = """
      :root { color-scheme: light dark; font: 17px/1.6 system-ui, "PingFang TC", "Microsoft JhengHei", \
      "Noto Sans CJK TC", "Noto Sans TC", sans-serif; }
      body { margin: 0; background: Canvas; color: CanvasText; }
      main { max-width: 26rem; margin: 0 auto; padding: 15vh 20px 40px; } h1 { font-size: 22px; margin: 0 0 8px; }
      a { display: block; margin-top: 24px; padding: 12px; border-radius: 8px; text-align: center; font-weight: 700;
        background: CanvasText; color: Canvas; text-decoration: none; }
      :focus-visible { outline: 3px solid Highlight; outline-offset: 2px; }
      """;

  private final CheckoutLinks links;
  private final Workspaces workspaces;

  CheckoutLinkPage(CheckoutLinks links, Workspaces workspaces) {
    this.links = links;
    this.workspaces = workspaces;
  }

  @GetMapping("/c/{token}")
  ResponseEntity<byte[]> open(
      @PathVariable String token,
      @RequestHeader(value = HttpHeaders.ACCEPT_LANGUAGE, required = false) @Nullable String languages) {
    var english = languages != null && !languages.regionMatches(true, 0, "zh", 0, 2);
    return switch (links.open(token).orElse(null)) {
      case CheckoutLinks.Opening.Shop shop -> ResponseEntity.status(302).location(URI.create(shop.address()))
          .header("Cache-Control", "no-store").header("Referrer-Policy", "no-referrer").build();
      case CheckoutLinks.Opening.Over over -> page(410, english, workspaces.get(over.workspace()).shopUrl());
      case null -> page(404, english, null);
    };
  }

  private static ResponseEntity<byte[]> page(int status, boolean english, @Nullable String shop) {
    var html = """
        <!doctype html><html lang="%s"><head><meta charset="utf-8"><meta name="robots" content="noindex">
        <meta name="viewport" content="width=device-width, initial-scale=1"><title>%s</title><style>%s</style></head>
        <body><main><h1>%s</h1><p>%s</p>%s</main></body></html>
        """.formatted(english ? "en" : "zh-Hant", english ? "Cart" : "購物車", STYLE,
            english ? "This link has run out" : "這個連結過期了",
            english ? "Ask the shop for a new one, or pick the products again."
                : "跟店家要一個新的，或回商店重新挑。",
            shop == null ? "" : "<a href=\"%s\">%s</a>".formatted(HtmlUtils.htmlEscape(shop),
                english ? "To the shop" : "去商店"));
    return ResponseEntity.status(status).contentType(new MediaType("text", "html", StandardCharsets.UTF_8))
        .header("Content-Security-Policy", POLICY).header("Cache-Control", "no-store")
        .header("Referrer-Policy", "no-referrer").body(html.getBytes(StandardCharsets.UTF_8));
  }
}
