package io.parley.channel.email;

import java.util.Locale;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.safety.Cleaner;
import org.jsoup.safety.Safelist;

/// HTML of a stranger. Nothing of it runs, nothing of it calls anybody: no script, no form, no frame, no picture from
/// outside (which would tell the sender that, when and where it was read). It is shown in a sandbox besides.
final class SafeHtml {
  private static final int MOST_CHARACTERS = 200_000;
  private static final Safelist LIST = Safelist.relaxed()
      .addTags("hr", "s", "center", "font", "tt")
      .removeTags("img")
      .addAttributes(":all", "style", "align", "dir", "lang")
      .addAttributes("table", "cellpadding", "cellspacing", "border", "bgcolor", "width")
      .addAttributes("td", "bgcolor", "valign", "width", "height", "colspan", "rowspan")
      .addAttributes("tr", "bgcolor").addAttributes("font", "color", "size", "face")
      .addEnforcedAttribute("a", "rel", "noopener noreferrer nofollow").addEnforcedAttribute("a", "target", "_blank");

  private SafeHtml() {}

  static String of(String html) {
    var dirty = Jsoup.parse(cut(html));
    dirty.select("img[alt]").forEach(image -> image.replaceWith(new TextNode(image.attr("alt"))));
    var clean = new Cleaner(LIST).clean(dirty);
    clean.select("[style]").forEach(SafeHtml::tame);
    clean.outputSettings(new Document.OutputSettings().prettyPrint(false));
    return clean.body().html();
  }

  /// Styles that fetch, float over the page or hide are left out as a whole: who writes so means no good.
  private static void tame(Element element) {
    var style = element.attr("style").toLowerCase(Locale.ROOT);
    if (style.contains("url") || style.contains("\\") || style.contains("expression") || style.contains("position")
        || style.contains("/*") || style.contains("@")) {
      element.removeAttr("style");
    }
  }

  /// What a person would read of it.
  static String text(String html) {
    var document = Jsoup.parse(cut(html));
    document.select("style,script,head,title").remove();
    var text = new StringBuilder();
    document.body().traverse((Node node, int depth) -> {
      if (node instanceof TextNode words) {
        text.append(words.text());
      } else if (node instanceof Element element && !text.isEmpty()
          && (element.isBlock() || element.normalName().equals("br"))) {
        text.append('\n');
      }
    });
    return text.toString().replace('\u00a0', ' ').replaceAll("[ \\t]*\\n[ \\t]*", "\n").replaceAll("\\n{3,}", "\n\n")
        .strip();
  }

  private static String cut(String html) {
    return html.length() > MOST_CHARACTERS ? html.substring(0, MOST_CHARACTERS) : html;
  }
}
