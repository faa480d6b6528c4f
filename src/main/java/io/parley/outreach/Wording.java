package io.parley.outreach;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Texts with variables: `{{name|您}}` is the name, or 您 where it is not known.
public final class Wording {
  private static final Pattern VARIABLE = Pattern.compile("\\{\\{\\s*([\\w.]{1,60})\\s*(?:\\|([^{}]{0,200}))?\\}\\}");

  private Wording() {}

  /// Puts values in. A variable without a value and without a fallback is left out.
  public static String render(String text, Map<String, String> values) {
    return VARIABLE.matcher(text).replaceAll(found -> {
      var value = values.getOrDefault(found.group(1), "").strip();
      var fallback = found.group(2) == null ? "" : found.group(2).strip();
      return Matcher.quoteReplacement(value.isEmpty() ? fallback : value);
    });
  }

  /// The names of the variables in a text.
  public static Set<String> variables(String text) {
    var names = new TreeSet<String>();
    VARIABLE.matcher(text).results().forEach(found -> names.add(found.group(1)));
    return names;
  }
}
