package io.parley.integration;

import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.Ids;
import io.parley.platform.Outside;
import io.parley.platform.Problem;
import io.parley.platform.Secrets;
import io.parley.platform.Settings;
import io.parley.platform.WorkspaceId;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/// The Shopify shops a merchant connected. The token is of a custom app of the shop, the secret that app's: Shopify
/// signs its webhooks with it. Both are kept sealed.
@Component
class ShopifyShops {
  private static final Pattern DOMAIN = Pattern.compile("[a-z0-9][a-z0-9-]{0,60}\\.myshopify\\.com");
  private static final int LONGEST_SECRET = 200;
  private static final int MOST_SHOPS = 10;

  private final ShopifyStore store;
  private final ShopifyClient client;
  private final Settings settings;
  private final Secrets secrets;
  private final Database database;
  private final Clocks clocks;

  /// `base` is where the shop answers, as `https://kite.myshopify.com`.
  record Draft(String domain, String base, String token, String secret) {}

  ShopifyShops(ShopifyStore store, ShopifyClient client, Settings settings, Secrets secrets, Database database,
      Clocks clocks) {
    this.store = store;
    this.client = client;
    this.settings = settings;
    this.secrets = secrets;
    this.database = database;
    this.clocks = clocks;
  }

  static Draft draft(String domain, String token, String secret) {
    var plain = domain.strip().toLowerCase(Locale.ROOT).replaceFirst("^https?://", "").replaceFirst("/.*$", "");
    if (!DOMAIN.matcher(plain).matches()) {
      throw new Says("商店網址要像 kite.myshopify.com", "The shop's address is like kite.myshopify.com").problem("domain");
    }
    for (var one : List.of(token, secret)) {
      if (one.isBlank() || one.length() > LONGEST_SECRET || !one.chars().allMatch(sign -> sign > 32 && sign < 127)) {
        throw new Says("從 Shopify 貼上 Admin API token 和 API secret key",
            "Paste the Admin API token and the API secret key from Shopify").problem("token");
      }
    }
    return new Draft(plain, "https://" + plain, token, secret);
  }

  /// Asks the shop whether the token is good and lets it send webhooks; then its history comes in, page by page.
  UUID connect(WorkspaceId workspace, Draft draft) {
    var door = new ShopifyClient.Door(draft.base, draft.token);
    try {
      client.name(door);
      if (database.tenant(workspace, () -> store.all(workspace)).size() >= MOST_SHOPS) {
        throw new Says("最多 10 間商店", "Up to 10 shops").problem("too_many");
      }
      var id = database.tenant(workspace, () -> {
        var known = store.all(workspace).stream().filter(one -> one.domain().equals(draft.domain)).findFirst();
        var fresh = known.map(ShopifyStore.Shop::id).orElseGet(Ids::next);
        var now = clocks.wall();
        return store.save(new ShopifyStore.Shop(fresh, workspace, draft.domain, draft.base,
            secrets.seal(context(fresh, "token"), draft.token), secrets.seal(context(fresh, "secret"), draft.secret),
            null, now, 0, now), now);
      });
      client.listen(door, settings.url() + "/hooks/shopify/" + id);
      return id;
    } catch (ShopifyClient.Refused no) {
      throw why(no.status()).problem("refused");
    } catch (ShopifyClient.TooFast | Outside.Unreachable away) {
      throw new Problem(502, "away", "Shopify 現在沒有回答，稍後再試", "Shopify does not answer now. Try again shortly");
    } catch (Outside.Forbidden inner) {
      throw new Says("這個網址不能連", "This address is not called").problem("domain");
    }
  }

  static Says why(int status) {
    return switch (status) {
      case 401, 403 -> new Says("Shopify 不認這把 token，或它少了權限（%d）".formatted(status),
          "Shopify does not take this token, or it lacks a scope (%d)".formatted(status));
      case 404 -> new Says("Shopify 沒有這間商店（404）", "Shopify has no such shop (404)");
      default -> new Says("Shopify 回了 %d".formatted(status), "Shopify answered %d".formatted(status));
    };
  }

  ShopifyClient.Door door(ShopifyStore.Shop shop) {
    return new ShopifyClient.Door(shop.base(), secrets.open(context(shop.id(), "token"), shop.token()));
  }

  String secret(ShopifyStore.Shop shop) {
    return secrets.open(context(shop.id(), "secret"), shop.secret());
  }

  private static String context(UUID id, String what) {
    return "shopify " + what + " " + id;
  }

  List<ShopifyStore.Shop> all(WorkspaceId workspace) {
    return database.tenant(workspace, () -> store.all(workspace));
  }

  ShopifyStore.Shop get(WorkspaceId workspace, UUID id) {
    return all(workspace).stream().filter(shop -> shop.id().equals(id)).findFirst().orElseThrow(Problem::notFound);
  }

  void again(WorkspaceId workspace, UUID id) {
    get(workspace, id);
    database.tenant(workspace, () -> store.begin(workspace, id, clocks.wall()));
  }

  boolean disconnect(WorkspaceId workspace, UUID id) {
    return database.tenant(workspace, () -> store.delete(workspace, id));
  }
}
