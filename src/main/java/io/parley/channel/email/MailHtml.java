package io.parley.channel.email;

import static org.springframework.web.util.HtmlUtils.htmlEscape;

import io.parley.channel.Account;
import io.parley.channel.Content;
import io.parley.channel.MailBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Content as HTML that mail clients draw alike: tables of 600 px, every style on its element because many drop
/// `<style>`, only colours that stay readable where a client inverts them; the few rules in `<style>` make it better
/// where they are kept (phones, dark mode).
final class MailHtml {
  private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s<>\"，。、）」]+");
  private static final String FONT = "font-family:-apple-system,'Segoe UI','PingFang TC','Microsoft JhengHei',"
      + "'Noto Sans TC',Helvetica,Arial,sans-serif;";
  private static final String INK = "#22302c";
  private static final String QUIET = "#5f6d68";
  private static final String LINE = "#dfe6e2";
  private static final String GROUND = "#f1f4f2";
  private static final String PAPER = "#ffffff";
  private static final String ACTION = "#26375f";
  private static final String STYLE = """
      body{margin:0;padding:0} img{border:0;display:block} a{color:inherit}
      @media (max-width:620px){.sheet{width:100%!important}
      .pad{padding-left:20px!important;padding-right:20px!important}
      .shot{width:84px!important}.shot img{width:84px!important;height:84px!important}}
      @media (prefers-color-scheme:dark){.ground{background:#141a18!important}.paper{background:#1d2523!important}
      .ink{color:#eaf0ed!important}.quiet{color:#a3b0ab!important}.line{border-color:#34403c!important}
      .act{background:#8fa6e8!important}.act a{color:#101522!important}}
      """;

  private final Account account;

  MailHtml(Account account) {
    this.account = account;
  }

  /// The whole document.
  String of(String subject, Content content) {
    return switch (content) {
      case Content.Mail mail -> page(subject, mail);
      case Content.Text text -> plain(subject, words(text.text(), "16px", INK, "ink"));
      case Content.Image image -> plain(subject, picture(image.url(), "", null));
      case Content.Card card -> plain(subject, (card.text() == null ? "" : words(card.text(), "16px", INK, "ink"))
          + table(shelf(card.products())));
      case Content.Button button -> plain(subject, words(button.text(), "16px", INK, "ink")
          + table(action(button.label(), button.url())));
      case Content.Location place -> plain(subject, words(MailText.place(place), "16px", INK, "ink"));
      default -> throw MailText.unsendable();
    };
  }

  /// As a person writes: no sheet, no colours.
  private String plain(String subject, String body) {
    return document(subject,
        "<div style=\"%smax-width:600px;padding:10px 14px;\">%s</div>".formatted(FONT, body), null);
  }

  private String page(String subject, Content.Mail mail) {
    var rows = new ArrayList<String>();
    mail.blocks().forEach(block -> rows.add(block(block)));
    var footer = mail.unsubscribe() == null ? "" : cell("8px 32px 28px", """
        <a class="quiet" href="%s" style="%sfont-size:13px;line-height:1.6;color:%s;text-decoration:underline;">\
        不想再收到這類信件 · Unsubscribe</a>""".formatted(htmlEscape(mail.unsubscribe()), FONT, QUIET));
    var sheet = """
        <table role="presentation" class="ground" width="100%%" cellpadding="0" cellspacing="0" border="0" \
        bgcolor="%1$s" style="background:%1$s;"><tr><td align="center" style="padding:24px 0;">
        <table role="presentation" class="sheet paper" width="600" cellpadding="0" cellspacing="0" border="0" \
        bgcolor="%2$s" style="width:600px;max-width:100%%;background:%2$s;border-radius:10px;">
        <tr><td style="height:16px;line-height:16px;font-size:0;">&nbsp;</td></tr>
        %3$s%4$s
        </table></td></tr></table>
        """.formatted(GROUND, PAPER, String.join("", rows), footer);
    return document(subject, sheet, mail.preview());
  }

  private static String document(String subject, String body, @Nullable String preview) {
    var hidden = preview == null || preview.isBlank() ? "" : """
        <div style="display:none;max-height:0;overflow:hidden;mso-hide:all;">%s%s</div>
        """.formatted(htmlEscape(preview), "&#8199;&#65279;&#847; ".repeat(40));
    return """
        <!doctype html><html lang="zh-Hant"><head><meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">
        <title>%s</title><style>%s</style></head><body>%s%s</body></html>
        """.formatted(htmlEscape(subject), STYLE, hidden, body);
  }

  private String block(MailBlock block) {
    return switch (block) {
      case MailBlock.Heading heading -> cell("16px 32px 4px", """
          <h1 class="ink" style="%smargin:0;font-size:24px;line-height:1.35;font-weight:700;color:%s;">%s</h1>"""
          .formatted(FONT, INK, htmlEscape(heading.text())));
      case MailBlock.Words words -> cell("8px 32px", words(words.text(), "16px", INK, "ink"));
      case MailBlock.Shelf shelf -> cell("8px 32px", table(shelf(shelf.products())));
      case MailBlock.Action action -> cell("16px 32px", table(action(action.label(), action.url())));
      case MailBlock.Picture picture -> cell("12px 32px", picture(picture.url(), picture.alt(), picture.link()));
      case MailBlock.Footer footer -> cell("20px 32px 4px", words(footer.address() == null ? footer.shop()
          : footer.shop() + "\n" + footer.address(), "13px", QUIET, "quiet"));
    };
  }

  private static String cell(String padding, String inside) {
    return "<tr><td class=\"pad\" style=\"padding:%s;\">%s</td></tr>\n".formatted(padding, inside);
  }

  private static String table(String rows) {
    return "<table role=\"presentation\" width=\"100%%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\">%s</table>"
        .formatted(rows);
  }

  private static String words(String text, String size, String colour, String kind) {
    return List.of(text.strip().split("\\R\\s*\\R")).stream().map(one -> """
        <p class="%s" style="%smargin:0 0 12px;font-size:%s;line-height:1.7;color:%s;">%s</p>"""
        .formatted(kind, FONT, size, colour, linked(one))).collect(Collectors.joining());
  }

  /// Addresses become links; everything else is text.
  private static String linked(String text) {
    var html = new StringBuilder();
    var found = ADDRESS.matcher(text);
    var from = 0;
    while (found.find()) {
      var url = htmlEscape(found.group());
      html.append(htmlEscape(text.substring(from, found.start())))
          .append("<a href=\"").append(url).append("\" style=\"color:inherit;\">").append(url).append("</a>");
      from = found.end();
    }
    return html.append(htmlEscape(text.substring(from))).toString().replaceAll("\\R", "<br>");
  }

  private String shelf(List<Content.Product> products) {
    return products.stream().map(this::product).collect(Collectors.joining());
  }

  private String product(Content.Product one) {
    var url = htmlEscape(MailText.absolute(account, one.url()));
    var shot = one.imageUrl() == null ? "" : """
        <a href="%s"><img src="%s" alt="%s" width="112" height="112" \
        style="width:112px;height:112px;object-fit:cover;border-radius:6px;"></a>"""
        .formatted(url, htmlEscape(MailText.absolute(account, one.imageUrl())), htmlEscape(one.name()));
    return """
        <tr><td class="shot line" width="112" valign="top" style="width:112px;padding:14px 0;border-top:1px solid %s;">\
        %s</td><td class="line" valign="top" style="padding:14px 0 14px 16px;border-top:1px solid %s;">
        <a class="ink" href="%s" style="%sfont-size:16px;line-height:1.5;font-weight:600;color:%s;\
        text-decoration:none;">%s</a><br>
        <span class="quiet" style="%sfont-size:15px;line-height:1.8;color:%s;">%s</span>
        </td></tr>"""
        .formatted(LINE, shot, LINE, url, FONT, INK, htmlEscape(one.name()), FONT, QUIET,
            htmlEscape(one.price().written()));
  }

  private String action(String label, String url) {
    return """
        <tr><td align="left"><table role="presentation" cellpadding="0" cellspacing="0" border="0"><tr>
        <td class="act" bgcolor="%1$s" style="background:%1$s;border-radius:6px;">
        <a href="%2$s" style="%3$sdisplay:inline-block;padding:13px 28px;font-size:16px;line-height:1.3;\
        font-weight:600;color:#ffffff;text-decoration:none;">%4$s</a></td></tr></table></td></tr>"""
        .formatted(ACTION, htmlEscape(MailText.absolute(account, url)), FONT, htmlEscape(label));
  }

  private String picture(String url, String alt, @Nullable String link) {
    var image = """
        <img src="%s" alt="%s" width="536" style="width:100%%;max-width:536px;height:auto;border-radius:6px;">"""
        .formatted(htmlEscape(MailText.absolute(account, url)), htmlEscape(alt));
    return link == null ? image
        : "<a href=\"%s\">%s</a>".formatted(htmlEscape(MailText.absolute(account, link)), image);
  }
}
