package io.parley.outreach;

import io.parley.platform.Database;
import io.parley.platform.Ids;
import io.parley.platform.Outside;
import io.parley.platform.Problem;
import io.parley.platform.Secrets;
import io.parley.platform.Settings;
import io.parley.platform.WorkspaceId;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// The merchant's own host of the links in messages. It is used once a call to it was answered by this Parley, so that
/// no message ever carries a link that leads elsewhere.
@Component
class LinkHosts {
  static final String PATH = "/.well-known/parley/";
  private static final Pattern NAME = Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]{1,62}");
  private static final Pattern WITH_PORT = Pattern.compile("([a-z0-9.-]+):(\\d{1,5})");
  private static final int LONGEST = 190;

  private final LinkRows rows;
  private final Outside outside;
  private final Database database;
  private final Settings settings;
  private final byte[] key;

  /// What came of asking a host. `addresses` are those the DNS knows.
  record Check(State state, List<String> addresses, @Nullable String words) {
    /// `ours`: this Parley answered. `nameless`: the DNS knows no address. `unreachable`: nobody answered by HTTPS.
    /// `stranger`: somebody else did. `inside`: it is an address of an inner network, which nobody outside reaches.
    enum State { ours, nameless, unreachable, stranger, inside }
  }

  LinkHosts(LinkRows rows, Outside outside, Database database, Settings settings, Secrets secrets) {
    this.rows = rows;
    this.outside = outside;
    this.database = database;
    this.settings = settings;
    this.key = secrets.derive("link-host").getBytes(StandardCharsets.UTF_8);
  }

  /// With its scheme; null while links lead to Parley's own address.
  @Nullable String of(WorkspaceId workspace) {
    return database.tenant(workspace, () -> rows.host(workspace).orElse(null));
  }

  /// Where links lead without one.
  String usual() {
    return settings.url();
  }

  Check check(String given) {
    var host = URI.create(host(given));
    List<String> addresses;
    try {
      addresses = Stream.of(InetAddress.getAllByName(host.getHost())).map(InetAddress::getHostAddress).toList();
    } catch (UnknownHostException unknown) {
      return new Check(Check.State.nameless, List.of(), null);
    }
    var nonce = Ids.hex(16);
    try {
      var answer = outside.send(HttpRequest.newBuilder(host.resolve(PATH + nonce)));
      var ours = answer.statusCode() == 200
          && new String(answer.body(), StandardCharsets.UTF_8).strip().equals(answer(nonce));
      return new Check(ours ? Check.State.ours : Check.State.stranger, addresses,
          ours ? null : "HTTP " + answer.statusCode());
    } catch (Outside.Forbidden inner) {
      return new Check(Check.State.inside, addresses, null);
    } catch (Outside.Unreachable nobody) {
      return new Check(Check.State.unreachable, addresses, nobody.getMessage());
    }
  }

  /// From now on links lead there, if it is ours.
  Check use(WorkspaceId workspace, String given) {
    var check = check(given);
    if (check.state == Check.State.ours) {
      database.tenant(workspace, () -> rows.host(workspace, host(given)));
    }
    return check;
  }

  /// Links of new messages lead to Parley's own address again. Those that were sent go on to work as long as the host
  /// points here.
  void forget(WorkspaceId workspace) {
    database.tenant(workspace, () -> rows.host(workspace, null));
  }

  /// What this Parley, and no other, says to a nonce.
  String answer(String nonce) {
    return java.util.HexFormat.of().formatHex(
        Secrets.hmac("HmacSHA256", key, nonce.getBytes(StandardCharsets.UTF_8)), 0, 16);
  }

  /// A name, or with its port what the operator trusts. People paste whole addresses.
  private String host(String given) {
    var name = given.strip().toLowerCase(Locale.ROOT).replaceFirst("^https?://", "").replaceFirst("/+$", "");
    if (name.length() <= LONGEST && NAME.matcher(name).matches()) {
      return "https://" + name;
    }
    var own = WITH_PORT.matcher(name);
    if (own.matches() && outside.trusts(own.group(1), Integer.parseInt(own.group(2)))) {
      return "http://" + name;
    }
    throw Problem.invalid("link_host", "網域要像 go.你的商店.com 這樣，前後不帶別的",
        "A host is like go.yourshop.com, with nothing before or behind it");
  }
}
