package io.parley.integration;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/// The items of a Google Merchant feed, RSS 2.0 or Atom, as rows under the feed's own names (Google Merchant Center,
/// "Product data specification"). A document type is refused, so no entity reaches a file or another server.
final class FeedRows implements Rows {
  static final List<String> COLUMNS = List.of("id", "title", "link", "image_link", "price", "sale_price",
      "sale_price_effective_date", "availability", "product_type", "google_product_category", "brand", "item_group_id");
  private static final Set<String> ITEMS = Set.of("item", "entry");
  private static final int DEEPEST = 20;

  private final XMLStreamReader xml;
  private boolean told;
  private int depth;
  /// Where the item stands; feeds without line breaks count on.
  private int line = 1;

  FeedRows(InputStream file) {
    var factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, false);
    try {
      xml = factory.createXMLStreamReader(file);
    } catch (XMLStreamException broken) {
      throw broken();
    }
  }

  @Override
  public Optional<Row> next() {
    if (!told) {
      told = true;
      return Optional.of(new Row(1, COLUMNS));
    }
    try {
      while (xml.hasNext()) {
        switch (xml.next()) {
          case XMLStreamConstants.DTD -> throw new Unreadable("doctype", "商品檔裡有 DOCTYPE，為了安全不讀",
              "The feed has a DOCTYPE, which is not read for safety");
          case XMLStreamConstants.START_ELEMENT -> {
            if (ITEMS.contains(xml.getLocalName())) {
              return Optional.of(item());
            }
            deeper();
          }
          case XMLStreamConstants.END_ELEMENT -> depth--;
          default -> { }
        }
      }
      return Optional.empty();
    } catch (XMLStreamException broken) {
      throw broken();
    }
  }

  private void deeper() {
    if (++depth > DEEPEST) {
      throw broken();
    }
  }

  private Row item() throws XMLStreamException {
    line = Math.max(line + 1, xml.getLocation().getLineNumber());
    var values = new HashMap<String, String>();
    var level = 1;
    @Nullable String name = null;
    var text = new StringBuilder();
    while (level > 0) {
      switch (xml.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          if (++level > DEEPEST) {
            throw broken();
          }
          name = level == 2 ? xml.getLocalName() : null;
          text.setLength(0);
          var href = xml.getAttributeValue(null, "href");
          if (level == 2 && href != null) {
            text.append(href);
          }
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
          if (text.length() + xml.getTextLength() <= LONGEST_CELL) {
            text.append(xml.getText());
          }
        }
        case XMLStreamConstants.END_ELEMENT -> {
          if (level == 2 && name != null) {
            values.putIfAbsent(name, text.toString().strip());
          }
          name = null;
          level--;
        }
        default -> { }
      }
    }
    var cells = new ArrayList<String>();
    COLUMNS.forEach(column -> cells.add(values.getOrDefault(column, "")));
    return new Row(line, cells);
  }

  private static Unreadable broken() {
    return new Unreadable("xml", "商品檔的 XML 讀不完，請檢查格式", "The XML of the feed cannot be read to its end");
  }

  @Override
  public void close() {
    try {
      xml.close();
    } catch (XMLStreamException closed) {
      throw broken();
    }
  }
}
