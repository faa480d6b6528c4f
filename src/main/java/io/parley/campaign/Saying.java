package io.parley.campaign;

import io.parley.campaign.Plan.Variant;
import io.parley.channel.Content;
import io.parley.channel.MailBlock;
import io.parley.outreach.Wording;
import io.parley.outreach.Words;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A variant, ready to be said to many: `cards` are its products as they are now.
record Saying(Variant variant, List<Content.Product> cards) {
  /// LINE's limit for the text above a button.
  static final int BUTTON_TEXT_CHARACTERS = 160;
  private static final int LONGEST_SUBJECT = 78;
  private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s<>\"'{}，。！？；：、）」』】]+");

  /// The variables it uses.
  static Set<String> variables(Variant variant) {
    var names = new LinkedHashSet<>(Wording.variables(variant.text()));
    names.addAll(Wording.variables(variant.subject() == null ? "" : variant.subject()));
    return names;
  }

  /// The addresses it leads to.
  List<String> addresses() {
    var found = new LinkedHashSet<String>();
    if (variant.button() != null) {
      found.add(variant.button().url());
    }
    ADDRESS.matcher(variant.text()).results().forEach(one -> found.add(one.group()));
    cards.forEach(product -> found.add(product.url()));
    return List.copyOf(found);
  }

  /// What goes by each channel. `link` gives the address by which one is followed.
  Map<String, Content> contents(Map<String, String> values, UnaryOperator<String> link) {
    var anywhere = anywhere(values, link);
    var subject = subject(values);
    var plain = variant.subject() == null && cards.isEmpty() && variant.button() == null;
    return plain || subject.isEmpty() ? Map.of(Words.ANY, anywhere)
        : Map.of(Words.ANY, anywhere, "email", new Content.Mail(subject, null, blocks(values, link), null));
  }

  /// A mail has room for all of it: the button is one beside products, too, which no card of a chat can show.
  private List<MailBlock> blocks(Map<String, String> values, UnaryOperator<String> link) {
    var blocks = new ArrayList<MailBlock>();
    var text = Wording.render(followed(variant.text(), link), values).strip();
    if (!text.isEmpty()) {
      blocks.add(new MailBlock.Words(text));
    }
    if (!cards.isEmpty()) {
      blocks.add(new MailBlock.Shelf(shown(link)));
    }
    if (variant.button() != null) {
      blocks.add(new MailBlock.Action(variant.button().label(), link.apply(variant.button().url())));
    }
    return blocks;
  }

  private Content anywhere(Map<String, String> values, UnaryOperator<String> link) {
    var text = Wording.render(followed(variant.text(), link), values).strip();
    var button = variant.button();
    if (button == null) {
      return cards.isEmpty() ? Content.Text.of(text) : new Content.Card(shown(link), null, text);
    }
    var url = link.apply(button.url());
    var whole = text + (text.isEmpty() ? "" : "\n\n") + button.label() + "\n" + url;
    if (!cards.isEmpty()) {
      return new Content.Card(shown(link), null, whole);
    }
    return Content.characters(text) <= BUTTON_TEXT_CHARACTERS ? new Content.Button(text, button.label(), url)
        : Content.Text.of(whole);
  }

  private List<Content.Product> shown(UnaryOperator<String> link) {
    return cards.stream().map(one -> new Content.Product(one.id(), one.name(), one.price(), one.imageUrl(),
        link.apply(one.url()))).toList();
  }

  /// What a channel carries of it.
  static Content by(String channel, Map<String, Content> said) {
    var own = said.get(channel);
    return own == null ? Objects.requireNonNull(said.get(Words.ANY)) : own;
  }

  /// Of a mail: what was written, else the first line.
  String subject(Map<String, String> values) {
    var first = variant.subject() != null ? variant.subject() : variant.text().strip().lines().findFirst().orElse("");
    var rendered = Wording.render(first, values).strip();
    return rendered.codePointCount(0, rendered.length()) > LONGEST_SUBJECT
        ? rendered.substring(0, rendered.offsetByCodePoints(0, LONGEST_SUBJECT)) : rendered;
  }

  private static String followed(String text, UnaryOperator<String> link) {
    return ADDRESS.matcher(text).replaceAll(one -> Matcher.quoteReplacement(link.apply(one.group())));
  }
}
