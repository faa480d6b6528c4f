package io.parley.outreach;

import io.parley.customer.IdentityId;
import io.parley.platform.Database;
import io.parley.platform.Secrets;
import io.parley.platform.Settings;
import io.parley.platform.WorkspaceId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Addresses in messages, by which it is known who followed them. A token names the link and, unless it is for all
/// alike, the identity it was sent to; it is signed, so a million recipients cost one row.
@Component
public final class TrackingLinks {
  static final int LONGEST_URL = 2_000;
  private static final int MAC_BYTES = 8;

  private final LinkRows rows;
  private final Database database;
  private final Settings settings;
  private final byte[] key;

  /// What a token says.
  record Opened(long link, @Nullable IdentityId identity) {}

  TrackingLinks(LinkRows rows, Database database, Settings settings, Secrets secrets) {
    this.rows = rows;
    this.database = database;
    this.settings = settings;
    this.key = secrets.derive("tracking-link").getBytes(StandardCharsets.UTF_8);
  }

  /// Makes these addresses of a source ready to be followed; the same again are the same. Joins the running
  /// transaction, or runs in one of its own. What is no address of the web is left as it is.
  public Tracked track(WorkspaceId workspace, Source source, Collection<String> urls) {
    var fit = new LinkedHashSet<>(urls);
    fit.removeIf(url -> !url.matches("https?://.+") || url.length() > LONGEST_URL);
    return database.tenant(workspace, () -> new Tracked(
        fit.isEmpty() ? Map.of() : rows.ensure(workspace, source, List.copyOf(fit)),
        rows.host(workspace).orElse(settings.url())));
  }

  /// One address for one person, or for all alike if `identity` is null.
  public String shorten(WorkspaceId workspace, Source source, String url, @Nullable IdentityId identity) {
    return track(workspace, source, List.of(url)).of(url, identity);
  }

  /// Addresses that are ready.
  public final class Tracked {
    private final Map<String, Long> ids;
    private final String host;

    private Tracked(Map<String, Long> ids, String host) {
      this.ids = ids;
      this.host = host;
    }

    public String of(String url, @Nullable IdentityId identity) {
      var id = ids.get(url);
      return id == null ? url : host + "/l/" + token(id, identity);
    }
  }

  private String token(long link, @Nullable IdentityId identity) {
    var named = ByteBuffer.allocate(identity == null ? 8 : 24).putLong(link);
    if (identity != null) {
      named.putLong(identity.value().getMostSignificantBits()).putLong(identity.value().getLeastSignificantBits());
    }
    var whole = ByteBuffer.allocate(named.capacity() + MAC_BYTES).put(named.array()).put(mac(named.array()));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(whole.array());
  }

  /// Empty if it is none of ours.
  Optional<Opened> open(String token) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(token);
    } catch (IllegalArgumentException notOurs) {
      return Optional.empty();
    }
    if (bytes.length != 8 + MAC_BYTES && bytes.length != 24 + MAC_BYTES) {
      return Optional.empty();
    }
    var named = Arrays.copyOf(bytes, bytes.length - MAC_BYTES);
    if (!MessageDigest.isEqual(mac(named), Arrays.copyOfRange(bytes, named.length, bytes.length))) {
      return Optional.empty();
    }
    var read = ByteBuffer.wrap(named);
    var link = read.getLong();
    return Optional.of(new Opened(link, named.length == 8 ? null
        : new IdentityId(new UUID(read.getLong(), read.getLong()))));
  }

  private byte[] mac(byte[] bytes) {
    return Arrays.copyOf(Secrets.hmac("HmacSHA256", key, bytes), MAC_BYTES);
  }
}
