package io.parley.campaign;

import io.parley.channel.Channels;
import io.parley.channel.Content;
import io.parley.customer.CustomerId;
import io.parley.customer.CustomerRef;
import io.parley.customer.Customers;
import io.parley.customer.IdentityId;
import io.parley.outreach.Intent;
import io.parley.outreach.MessageClass;
import io.parley.outreach.Outreach;
import io.parley.outreach.Source;
import io.parley.outreach.TrackingLinks;
import io.parley.outreach.Words;
import io.parley.platform.Database;
import io.parley.platform.Ids;
import io.parley.platform.Problem;
import io.parley.platform.WorkspaceId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Shows what one person would get, and sends it to one person to look at.
@Component
class Rehearsals {
  private static final int LOOKED_AT = 50;
  private static final List<String> PHONES = List.of("line", "web", "email");

  private final Whom whom;
  private final Sayings sayings;
  private final Fields fields;
  private final RecipientStore recipients;
  private final Customers customers;
  private final Channels channels;
  private final Outreach outreach;
  private final TrackingLinks links;
  private final Database database;

  /// `customer` is whom it was made for; null if there is nobody.
  record BroadcastPreview(@Nullable CustomerRef customer, List<VariantPreview> variants) {}

  record VariantPreview(List<PreviewScreen> screens) {}

  /// `content` as the channel carries it; `refused` why it cannot.
  record PreviewScreen(String channel, @Nullable Content content, @Nullable String subject, @Nullable String refused) {}

  record Tried(int sent) {}

  Rehearsals(Whom whom, Sayings sayings, Fields fields, RecipientStore recipients, Customers customers,
      Channels channels, Outreach outreach, TrackingLinks links, Database database) {
    this.whom = whom;
    this.sayings = sayings;
    this.fields = fields;
    this.recipients = recipients;
    this.customers = customers;
    this.channels = channels;
    this.outreach = outreach;
    this.links = links;
    this.database = database;
  }

  /// What is refused is said in the reader's language.
  BroadcastPreview preview(WorkspaceId workspace, Plan plan, @Nullable UUID named, Locale locale) {
    var her = named == null ? any(workspace, plan) : Optional.of(person(workspace, named));
    return database.tenant(workspace, () -> {
      var values = her.map(one -> values(workspace, plan, one)).orElse(Map.of());
      var variants = plan.variants().stream().map(variant -> {
        var saying = sayings.of(workspace, variant);
        var said = variant.text().isBlank() && saying.cards().isEmpty() ? Map.<String, Content>of()
            : saying.contents(values, url -> url);
        return new VariantPreview(PHONES.stream().filter(_ -> !said.isEmpty())
            .filter(channel -> plan.channels().isEmpty() || plan.channels().contains(channel))
            .map(channel -> screen(workspace, channel, said, new Shown(saying, values, locale))).toList());
      }).toList();
      return new BroadcastPreview(her.map(id -> customers.names(workspace, List.of(id)).get(id)).orElse(null),
          variants);
    });
  }

  private record Shown(Saying saying, Map<String, String> values, Locale locale) {}

  private PreviewScreen screen(WorkspaceId workspace, String channel, Map<String, Content> said, Shown shown) {
    var content = Saying.by(channel, said);
    var refusal = channels.lines(workspace).stream().filter(line -> line.kind().equals(channel)).findFirst()
        .flatMap(line -> sayings.refusal(workspace, line, said));
    return new PreviewScreen(channel, content, channel.equals("email") ? shown.saying.subject(shown.values) : null,
        refusal.map(why -> why.sentence(shown.locale)).orElse(null));
  }

  /// Somebody with a name, if there is one: where a name is put in, it is seen.
  private Optional<CustomerId> any(WorkspaceId workspace, Plan plan) {
    var some = whom.some(workspace, plan, LOOKED_AT);
    var names = customers.names(workspace, some);
    return some.stream().filter(one -> names.containsKey(one) && names.get(one).name() != null).findFirst()
        .or(() -> some.stream().findFirst());
  }

  private CustomerId person(WorkspaceId workspace, UUID id) {
    return customers.survivor(workspace, new CustomerId(id)).orElseThrow(Problem::notFound);
  }

  private Map<String, String> values(WorkspaceId workspace, Plan plan, CustomerId her) {
    var wanted = new HashSet<String>();
    plan.variants().forEach(variant -> wanted.addAll(Saying.variables(variant)));
    return fields.of(workspace, recipients.identities(workspace, List.of(her), plan.channels()), wanted)
        .getOrDefault(her, Map.of());
  }

  Tried test(WorkspaceId workspace, Plan plan, UUID customer) {
    sayings.check(workspace, plan);
    var her = person(workspace, customer);
    return database.tenant(workspace, () -> {
      var values = values(workspace, plan, her);
      IdentityId identity = Optional.ofNullable(
          recipients.identities(workspace, List.of(her), plan.channels()).get(her)).orElseThrow(Problem::notFound);
      var intents = new ArrayList<Intent>();
      var id = Ids.next();
      for (var variant : plan.variants()) {
        var source = new Source(Source.Kind.TEST, id, Integer.toString(intents.size() + 1), "測試 · Test");
        var saying = sayings.of(workspace, variant);
        var tracked = links.track(workspace, source,
            plan.links() == Plan.Links.PLAIN ? List.of() : saying.addresses());
        intents.add(Intent.of(source, source.step(), identity, MessageClass.SERVICE,
            new Words.Own(saying.contents(values, url -> tracked.of(url, identity)))).on(plan.channels()));
      }
      return new Tried(outreach.plan(workspace, intents));
    });
  }
}
