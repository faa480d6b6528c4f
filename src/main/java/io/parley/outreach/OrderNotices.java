package io.parley.outreach;

import io.parley.channel.Content;
import io.parley.commerce.Order;
import io.parley.commerce.Orders;
import io.parley.customer.CustomerRef;
import io.parley.customer.Customers;
import io.parley.customer.IdentityId;
import io.parley.platform.Clocks;
import io.parley.platform.WorkspaceId;
import io.parley.timeline.Batch;
import io.parley.timeline.Fact;
import io.parley.timeline.FactKind;
import io.parley.timeline.Projection;
import io.parley.timeline.Stage;
import io.parley.workspace.Workspace;
import io.parley.workspace.Workspaces;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// Tells customers how their orders are getting on, as events of the shop come in: one notice of a kind an order, on
/// whatever channel the guard finds. What happened long ago (an import, a month of history) is not news.
@Component
class OrderNotices implements Projection {
  /// Anybody may send events with the public write key, so what is put into a message is short and holds no address.
  private static final Pattern NUMBER = Pattern.compile("[\\p{L}\\p{N}#_-]{1,40}");
  private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N} #_()（）-]{1,60}");
  /// Where it finds her after she has left the shop, before the chat on its pages.
  private static final List<String> CHANNELS = List.of("line", "email", "sms", "web");
  private static final Duration NEWS = Duration.ofHours(6);
  private static final Map<String, String> SYMBOLS = Map.of("TWD", "NT$", "HKD", "HK$", "USD", "US$", "JPY", "¥");
  private static final Set<String> WHOLE = Set.of("TWD", "JPY", "KRW");

  private final Outreach outreach;
  private final Notices notices;
  private final Orders orders;
  private final Customers customers;
  private final Workspaces workspaces;
  private final Clocks clocks;

  private record News(Fact fact, NoticeKind kind, Order.Key key) {}

  OrderNotices(Outreach outreach, Notices notices, Orders orders, Customers customers, Workspaces workspaces,
      Clocks clocks) {
    this.outreach = outreach;
    this.notices = notices;
    this.orders = orders;
    this.customers = customers;
    this.workspaces = workspaces;
    this.clocks = clocks;
  }

  @Override
  public Stage stage() {
    return Stage.OUTREACH;
  }

  @Override
  public void apply(Batch batch) {
    var workspace = batch.workspace();
    var since = clocks.now(workspace).minus(NEWS);
    var news = batch.facts(FactKind.TRACK).filter(fact -> fact.at().isAfter(since)).map(OrderNotices::news)
        .filter(Objects::nonNull).toList();
    if (!news.isEmpty()) {
      outreach.plan(workspace, intents(workspace, news, since));
    }
  }

  private static @Nullable News news(Fact fact) {
    if (!fact.name().contains("Order")) {
      return null;
    }
    var number = fact.properties().path("order_id").asString("");
    var kind = NoticeKind.told(fact.name(), fact.properties());
    var channel = fact.vouched() ? fact.properties().path("channel").asString("web") : "web";
    return kind.isEmpty() || !NUMBER.matcher(number).matches() ? null
        : new News(fact, kind.get(), new Order.Key(channel, number));
  }

  private List<Intent> intents(WorkspaceId workspace, List<News> news, Instant since) {
    var told = notices.of(workspace);
    var known = orders.find(workspace, news.stream().map(News::key).collect(Collectors.toSet())).stream()
        .collect(Collectors.toMap(Order::key, order -> order));
    var names = customers.refs(workspace, known.values().stream().map(Order::identity).toList());
    var shop = workspaces.get(workspace);
    var intents = new ArrayList<Intent>();
    for (var one : news) {
      var order = known.get(one.key);
      var notice = Objects.requireNonNull(told.get(one.kind));
      if (order == null || !notice.told()
          || one.kind == NoticeKind.PLACED && (order.placedAt() == null || order.placedAt().isBefore(since))) {
        continue;
      }
      intents.add(intent(shop, one, order, notice, names));
    }
    return intents;
  }

  private static Intent intent(Workspace shop, News one, Order order, Notices.Notice notice,
      Map<IdentityId, CustomerRef> names) {
    var locale = one.fact.body().path("context").path("locale").asString(shop.locale());
    var chinese = locale.toLowerCase(Locale.ROOT).startsWith("zh");
    var name = names.get(order.identity());
    var text = Wording.render(notice.text(chinese), values(shop, one.fact.properties(), order,
        name == null || name.name() == null ? "" : name.name()));
    var again = one.kind == NoticeKind.REFUNDED ? " " + order.amounts().refunded().toPlainString() : "";
    return Intent.of(
        new Source(Source.Kind.NOTICE, one.kind.source(), one.kind.word(), chinese ? "訂單通知" : "Order notice"),
        order.channel() + " " + order.number() + again, order.identity(), MessageClass.SERVICE,
        Words.of(Content.Text.of(text))).on(CHANNELS);
  }

  private static Map<String, String> values(Workspace shop, JsonNode properties, Order order, String name) {
    var values = new HashMap<>(Map.of("name", name, "shop", shop.name(), "order.number", order.number(),
        "order.total", money(order.amounts().total(), order.amounts().currency()),
        "order.refunded", money(order.amounts().refunded(), order.amounts().currency())));
    plain(values, "order.store", properties.path("pickup_store"), properties.path("store"));
    plain(values, "order.tracking", properties.path("tracking_number"));
    return values;
  }

  private static void plain(Map<String, String> values, String name, JsonNode... told) {
    for (var one : told) {
      if (PLAIN.matcher(one.asString("")).matches()) {
        values.putIfAbsent(name, one.asString().strip());
      }
    }
  }

  static String money(BigDecimal amount, String currency) {
    var digits = WHOLE.contains(currency) ? 0 : 2;
    var format = new DecimalFormat(digits == 0 ? "#,##0" : "#,##0.00", DecimalFormatSymbols.getInstance(Locale.ROOT));
    return SYMBOLS.getOrDefault(currency, currency + " ")
        + format.format(amount.setScale(digits, RoundingMode.HALF_UP));
  }
}
