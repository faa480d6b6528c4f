package io.parley.journey;

import static java.util.stream.Collectors.toSet;

import io.parley.channel.Content;
import io.parley.channel.MailBlock;
import io.parley.commerce.Cart;
import io.parley.commerce.CartWords;
import io.parley.commerce.Carts;
import io.parley.commerce.CheckoutLinks;
import io.parley.commerce.Money;
import io.parley.customer.CustomerId;
import io.parley.customer.CustomerRef;
import io.parley.customer.Customers;
import io.parley.journey.flow.Step;
import io.parley.journey.flow.Wanted;
import io.parley.outreach.Intent;
import io.parley.outreach.MessageClass;
import io.parley.outreach.Outreach;
import io.parley.outreach.Source;
import io.parley.outreach.Wording;
import io.parley.outreach.Words;
import io.parley.platform.WorkspaceId;
import io.parley.workspace.Workspace;
import io.parley.workspace.Workspaces;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Messages of steps, said to outreach: whether, when and by which channel they go is decided there. Who is held out is
/// planned like everybody else, so that she is counted when she would have been sent something.
@Component
class Messages {
  private static final String LINK = "cart.link";
  private static final int LONGEST_ABOVE_BUTTON = 160;
  private static final String LINE = "line";
  private static final String EMAIL = "email";

  private final Outreach outreach;
  private final Carts carts;
  private final CheckoutLinks links;
  private final Customers customers;
  private final Workspaces workspaces;
  private final JourneyStore journeys;

  /// What is known of many people, read once for all of them.
  private record Known(Workspace workspace, Map<CustomerId, CustomerRef> names, Map<CustomerId, Cart> carts,
      Map<JourneyId, String> journeys) {}

  Messages(Outreach outreach, Carts carts, CheckoutLinks links, Customers customers, Workspaces workspaces,
      JourneyStore journeys) {
    this.outreach = outreach;
    this.carts = carts;
    this.links = links;
    this.customers = customers;
    this.workspaces = workspaces;
    this.journeys = journeys;
  }

  void plan(WorkspaceId workspace, List<Deeds.Deed> deeds) {
    if (deeds.isEmpty()) {
      return;
    }
    var people = deeds.stream().map(deed -> deed.run().customer()).collect(toSet());
    var known = new Known(workspaces.get(workspace), customers.names(workspace, people), carts.of(workspace, people),
        journeys.names(workspace, deeds.stream().map(deed -> deed.run().path().journey()).collect(toSet())));
    var intents = new ArrayList<Intent>(deeds.size());
    for (var deed : deeds) {
      intents.add(intent(known, deed, ((Step.Message) deed.step()).wanted()));
    }
    outreach.plan(workspace, intents);
  }

  private Intent intent(Known known, Deeds.Deed deed, Wanted wanted) {
    var run = deed.run();
    var journey = run.path().journey();
    var kind = run.entered().trial() ? Source.Kind.TEST : Source.Kind.JOURNEY;
    var source = new Source(kind, journey.value(), deed.step().id(), known.journeys.getOrDefault(journey, ""));
    var klass = wanted.kind() == Wanted.Kind.SERVICE ? MessageClass.SERVICE : MessageClass.MARKETING;
    return new Intent(source, deed.key(), run.identity(), klass, wanted.channels(),
        wanted.show() == Wanted.Show.NONE ? Set.of() : Set.copyOf(run.kept().products()),
        wanted.afterOrders() ? run.kept().since() : null, run.entered().heldOut(), null, words(known, deed, wanted));
  }

  private Words words(Known known, Deeds.Deed deed, Wanted wanted) {
    var values = values(known, deed, wanted);
    var said = new HashMap<String, Content>();
    wanted.texts().forEach((channel, words) -> said.put(channel, content(words, values)));
    var cart = known.carts.get(deed.run().customer());
    if (wanted.show() == Wanted.Show.CART && cart != null) {
      var shelf = shelf(cart, known.workspace, values.get(LINK));
      var letter = wanted.on(EMAIL);
      if (letter != null) {
        said.put(EMAIL, mail(letter, values, shelf));
      }
      var words = wanted.on(LINE);
      if (words != null && !shelf.isEmpty()) {
        said.put(LINE, card(words, values, shelf));
      }
    }
    return Words.of(said);
  }

  /// A mail has room for what lies in the cart, row by row.
  static Content.Mail mail(Wanted.Words words, Map<String, String> values, List<Content.Product> shelf) {
    var text = Wording.render(words.text(), values).strip();
    var title = words.title() == null ? "" : Wording.render(words.title(), values).strip();
    var subject = title.isEmpty() ? text.lines().findFirst().orElse(text) : title;
    var blocks = new ArrayList<MailBlock>();
    blocks.add(new MailBlock.Words(text));
    if (!shelf.isEmpty()) {
      blocks.add(new MailBlock.Shelf(shelf));
    }
    var address = words.link() == null ? "" : Wording.render(words.link(), values).strip();
    if (words.button() != null && address.startsWith("http")) {
      blocks.add(new MailBlock.Action(Wording.render(words.button(), values), address));
    }
    blocks.add(new MailBlock.Footer(values.getOrDefault("shop", ""), null));
    var most = Content.Mail.LONGEST_SUBJECT;
    return new Content.Mail(subject.length() > most ? subject.substring(0, most) : subject, null, blocks, null);
  }

  private static List<Content.Product> shelf(Cart cart, Workspace workspace, @Nullable String link) {
    var address = link == null ? workspace.shopUrl() : link;
    return address == null ? List.of() : cart.items().stream()
        .filter(item -> item.price() != null)
        .map(item -> new Content.Product(item.productId(), item.name(),
            new Content.Price(Objects.requireNonNull(item.price()), workspace.currency()), item.imageUrl(), address))
        .toList();
  }

  /// What lies in the cart is shown with its pictures where there is a button that leads to it.
  static Content card(Wanted.Words words, Map<String, String> values, List<Content.Product> shelf) {
    var button = button(words, values);
    return button == null ? content(words, values) : new Content.Card(shelf, button);
  }

  /// A text that is too long to stand above a button carries the address itself.
  static Content content(Wanted.Words words, Map<String, String> values) {
    var button = button(words, values);
    if (button == null) {
      return Content.Text.of(whole(words, values));
    }
    return button.text().codePointCount(0, button.text().length()) <= LONGEST_ABOVE_BUTTON ? button
        : Content.Text.of(button.text() + "\n\n" + button.label() + "\n" + button.url());
  }

  private static Content.@Nullable Button button(Wanted.Words words, Map<String, String> values) {
    var address = words.link() == null ? "" : Wording.render(words.link(), values).strip();
    return words.button() == null || !address.startsWith("http") ? null
        : new Content.Button(whole(words, values), Wording.render(words.button(), values), address);
  }

  private static String whole(Wanted.Words words, Map<String, String> values) {
    var title = words.title() == null ? "" : Wording.render(words.title(), values).strip();
    var text = Wording.render(words.text(), values).strip();
    return title.isEmpty() ? text : title + "\n" + text;
  }

  private Map<String, String> values(Known known, Deeds.Deed deed, Wanted wanted) {
    var run = deed.run();
    var values = new HashMap<>(run.kept().values());
    values.put("shop", known.workspace.name());
    var person = known.names.get(run.customer());
    put(values, "name", person == null ? null : person.name());
    var cart = known.carts.get(run.customer());
    if (cart != null) {
      values.put("cart.items", CartWords.of(known.workspace.locale()).items(cart.items()));
      values.put("cart.total", CartWords.money(new Money(cart.total(), known.workspace.currency())));
    }
    if (uses(wanted, LINK)) {
      var coupon = run.kept().values().get("coupon.code");
      var link = links.forCart(known.workspace.id(), run.customer(), coupon).map(made -> made.url());
      put(values, LINK, link.orElse(known.workspace.shopUrl()));
    }
    return values;
  }

  private static void put(Map<String, String> values, String name, @Nullable String value) {
    if (value != null) {
      values.put(name, value);
    }
  }

  private static boolean uses(Wanted wanted, String variable) {
    return wanted.texts().values().stream().anyMatch(words -> Wording.variables(words.text()).contains(variable)
        || words.link() != null && Wording.variables(words.link()).contains(variable));
  }

  /// Takes back what has not gone yet of ways that something cut short.
  void withdraw(WorkspaceId workspace, Collection<Run> runs) {
    var keys = new HashMap<JourneyId, List<String>>();
    runs.stream().filter(Run::cutShort).forEach(run -> keys.computeIfAbsent(run.path().journey(), _ ->
        new ArrayList<>()).addAll(IntStream.rangeClosed(0, run.place().hop()).mapToObj(hop -> run.id() + ":" + hop)
            .toList()));
    keys.forEach((journey, some) -> outreach.withdraw(workspace, Source.Kind.JOURNEY, journey.value(), some));
  }

  /// What became of the messages of a journey.
  List<Outreach.Count> counts(WorkspaceId workspace, UUID journey) {
    return outreach.counts(workspace, Source.Kind.JOURNEY, journey);
  }
}
