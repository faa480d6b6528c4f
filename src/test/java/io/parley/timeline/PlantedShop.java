package io.parley.timeline;

import java.util.List;

/// What commerce and the connectors of shops keep of a person, for the test of erasing.
final class PlantedShop {
  private PlantedShop() {}

  /// `hers` is SQL that is one of her identities.
  static List<String> rows(int workspace, String hers, String canary) {
    return List.of(
        """
        insert into commerce.checkout_link (workspace_id, id, token_hash, identity_id, items, made_at, expires_at)
        values (%d, gen_random_uuid(), '%s', %s, '[]', now(), now())
        """.formatted(workspace, canary, hers),
        """
        insert into commerce.coupon_issue (workspace_id, coupon_id, key, identity_id, issued_at)
        values (%d, gen_random_uuid(), '%s', %s, now())
        """.formatted(workspace, canary, hers),
        """
        insert into integration.shopify_call
          (workspace_id, shop_id, webhook_id, topic, body, state, due_at, received_at)
        values (%d, gen_random_uuid(), 'w', 'orders/create', '{"customer": {"id": "%s"}}', 'failed', now(), now())
        """.formatted(workspace, canary));
  }
}
