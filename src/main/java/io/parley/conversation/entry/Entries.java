package io.parley.conversation.entry;

import io.parley.channel.Content;
import io.parley.customer.IdentityId;
import io.parley.customer.IdentityKey;
import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.Ids;
import io.parley.platform.Problem;
import io.parley.platform.WorkspaceId;
import io.parley.timeline.NewCall;
import io.parley.timeline.Timeline;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.JsonNodeFactory;

/// The entries of a shop: made by the merchant, used by people who come.
@Component
public class Entries {
  /// Whoever adds the account and sends an entry's words within this long became a friend by it.
  static final Duration AT_ONCE = Duration.ofMinutes(10);
  static final int MOST = 200;
  private static final int TRIES = 20;
  private static final int CODE_LENGTH = 6;
  /// Without what looks alike in print.
  private static final String LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";
  private static final Pattern CODE = Pattern.compile("#([A-HJKMNP-Z2-9]{6})(?![A-Z0-9])");
  private static final SecureRandom RANDOM = new SecureRandom();

  private final EntryStore store;
  private final Timeline timeline;
  private final Database database;
  private final Clocks clocks;

  /// Somebody at the shop's account. `event` is the provider's id of what she did, so that told twice it counts once.
  public record Comer(IdentityId identity, IdentityKey key, String event, Instant at) {}

  /// She came by this entry. `greeting` null if she is not greeted.
  public record Came(String entry, @Nullable Content greeting) {}

  Entries(EntryStore store, Timeline timeline, Database database, Clocks clocks) {
    this.store = store;
    this.timeline = timeline;
    this.database = database;
    this.clocks = clocks;
  }

  /// Somebody new added the account; within the running transaction.
  public Optional<Content> added(WorkspaceId workspace, Comer comer) {
    var plain = store.plain(workspace).orElseGet(() -> {
      store.insert(workspace, new EntryForm(null, null, null, null, null).entry(Ids.next(), null), comer.at);
      return store.plain(workspace).orElseThrow();
    });
    if (!store.use(workspace, plain.id(), comer.identity, comer.event, comer.at, true)) {
      return Optional.empty();
    }
    tell(workspace, comer, "Friend Added", null);
    return Optional.ofNullable(plain.content());
  }

  /// Whose words these are, if an entry's; within the running transaction.
  public Optional<Came> said(WorkspaceId workspace, Comer comer, String words) {
    var found = CODE.matcher(Normalizer.normalize(words, Normalizer.Form.NFKC).toUpperCase(Locale.ROOT));
    if (!found.find()) {
      return Optional.empty();
    }
    return store.byCode(workspace, found.group(1)).filter(entry -> {
      var fresh = store.takeOver(workspace, comer.identity, comer.at.minus(AT_ONCE));
      return store.use(workspace, entry.id(), comer.identity, comer.event, comer.at, fresh);
    }).map(entry -> {
      tell(workspace, comer, "Entry Used", entry);
      return new Came(entry.name(), entry.content());
    });
  }

  private void tell(WorkspaceId workspace, Comer comer, String event, @Nullable Entry entry) {
    var properties = JsonNodeFactory.instance.objectNode().put("channel", comer.key.kind());
    if (entry != null) {
      properties.put("entry", entry.name()).put("place", entry.place().word());
    }
    timeline.vouch(workspace, List.of(NewCall.track(event, List.of(comer.key), comer.at, properties, null)));
  }

  List<EntryStore.Line> all(WorkspaceId workspace) {
    return database.tenant(workspace, () -> store.lines(workspace));
  }

  EntryStore.Line one(WorkspaceId workspace, UUID id) {
    return all(workspace).stream().filter(line -> line.entry().id().equals(id)).findFirst()
        .orElseThrow(Problem::notFound);
  }

  /// A new way in, with a code of its own.
  public UUID make(WorkspaceId workspace, EntryForm form) {
    return database.tenant(workspace, () -> {
      if (store.lines(workspace).size() > MOST) {
        throw Problem.conflict("many_entries", "入口最多 200 個", "There are at most 200 entries");
      }
      for (var n = 0; n < TRIES; n++) {
        var entry = form.entry(Ids.next(), code());
        if (store.insert(workspace, entry, clocks.now(workspace))) {
          return entry.id();
        }
      }
      throw Problem.busy();
    });
  }

  /// Its code stays what it was: it is printed.
  void change(WorkspaceId workspace, UUID id, EntryForm form) {
    database.tenant(workspace, () -> {
      var code = store.byId(workspace, id).orElseThrow(Problem::notFound).code();
      store.save(workspace, form.entry(id, code), clocks.now(workspace));
    });
  }

  /// What everybody who adds the account in no known way is greeted with.
  UUID greet(WorkspaceId workspace, EntryForm form) {
    return database.tenant(workspace, () -> {
      var id = store.plain(workspace).map(Entry::id).orElseGet(Ids::next);
      store.save(workspace, form.entry(id, null), clocks.now(workspace));
      return id;
    });
  }

  /// Its code means nothing any more, until it is taken back.
  void end(WorkspaceId workspace, UUID id, boolean ended) {
    database.tenant(workspace, () -> {
      if (!store.end(workspace, id, ended ? clocks.now(workspace) : null)) {
        throw Problem.notFound();
      }
    });
  }

  private static String code() {
    var code = new StringBuilder();
    for (var n = 0; n < CODE_LENGTH; n++) {
      code.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
    }
    return code.toString();
  }
}
