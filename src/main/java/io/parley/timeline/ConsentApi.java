package io.parley.timeline;

import static java.util.stream.Collectors.toMap;

import io.parley.customer.Consent;
import io.parley.customer.Consents;
import io.parley.customer.CustomerId;
import io.parley.customer.Customers;
import io.parley.customer.Identity;
import io.parley.customer.IdentityId;
import io.parley.platform.Problem;
import io.parley.workspace.Access;
import io.parley.workspace.Member;
import io.parley.workspace.Members;
import io.parley.workspace.Workspaces;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// A customer's consents for the team: what stands, with the exact words, and how it came to be.
@RestController
class ConsentApi {
  private final Consents consents;
  private final Preferences preferences;
  private final Customers customers;
  private final Members members;
  private final Workspaces workspaces;

  record ConsentView(Consent.Purpose purpose, Consent.Channel channel, boolean granted, String wording, String source,
      @Nullable String by, Instant at) {
    static ConsentView of(Consent consent, Map<UUID, String> names) {
      return new ConsentView(consent.purpose(), consent.channel(), consent.granted(), consent.wording(),
          consent.source(), names.get(consent.by()), consent.at());
    }
  }

  /// What is asked; `unlessRefused` if it goes on until she says no.
  record AskedView(Consent.Purpose purpose, Consent.Channel channel, boolean unlessRefused) {}

  /// `link` opens the customer's own page.
  record ConsentsView(List<AskedView> asked, List<ConsentView> standing, List<ConsentView> history, String link) {}

  /// What she said to a member of the team. Without `wording` it was the sentence of the preference page.
  record ConsentWord(Consent.@Nullable Purpose purpose, Consent.@Nullable Channel channel, @Nullable Boolean granted,
      @Nullable String wording) {}

  ConsentApi(Consents consents, Preferences preferences, Customers customers, Members members, Workspaces workspaces) {
    this.consents = consents;
    this.preferences = preferences;
    this.customers = customers;
    this.members = members;
    this.workspaces = workspaces;
  }

  @GetMapping("/api/v1/customers/{id}/consents")
  ConsentsView of(Access access, @PathVariable UUID id) {
    var workspace = access.workspace();
    var holder = holder(access, id);
    var names = members.of(workspace).stream().collect(toMap(one -> one.id().value(), Member::name));
    return new ConsentsView(
        Asking.ALL.stream().map(one -> new AskedView(one.purpose(), one.channel(), one.unlessRefused())).toList(),
        consents.standing(workspace, holder.customer()).stream().map(one -> ConsentView.of(one, names)).toList(),
        consents.history(workspace, holder.customer()).stream().map(one -> ConsentView.of(one, names)).toList(),
        preferences.link(workspace, holder.identity()));
  }

  @PostMapping("/api/v1/customers/{id}/consents")
  @ResponseStatus(HttpStatus.CREATED)
  void say(Access access, @PathVariable UUID id, @RequestBody ConsentWord word) {
    var holder = holder(access, id);
    var asking = Asking.ALL.stream()
        .filter(one -> one.purpose() == word.purpose && one.channel() == word.channel).findFirst()
        .orElseThrow(() -> Problem.invalid("purpose", "沒有這一項同意", "There is no such consent"));
    if (word.granted == null) {
      throw Problem.invalid("granted", "請說明同意或不同意", "Say whether she agreed");
    }
    var words = word.wording == null || word.wording.isBlank()
        ? asking.words("zh-Hant", workspaces.get(access.workspace()).name()) : word.wording.strip();
    if (words.length() > Consent.LONGEST_WORDING) {
      throw Problem.invalid("wording", "文字最多 1,000 個字", "The words have up to 1,000 characters");
    }
    preferences.say(holder, asking, new Preferences.Answer(word.granted, words, "staff",
        access.member() == null ? null : access.member().value()));
  }

  /// Her oldest identity stands for her, so that the link and her word stay with her through merges.
  private Preferences.Holder holder(Access access, UUID id) {
    var customer = customers.survivor(access.workspace(), new CustomerId(id)).orElseThrow(Problem::notFound);
    var identity = customers.identities(access.workspace(), customer).stream().map(Identity::id)
        .min(Comparator.comparing(IdentityId::toString)).orElseThrow(Problem::notFound);
    return new Preferences.Holder(access.workspace(), identity, customer);
  }
}
