/// Integration: what comes from other systems in files, feeds and signed calls.
///
/// **Words.** An *import* is one file on its way in: brought, looked at, checked, told. A *mapping* says what its
/// columns mean; a *preset* is a file whose headings are known. A *unit* is what is told as one: an order of five lines
/// is one. A *feed* is a product file at an address, read daily. A *webhook* is where a shop's signed calls come.
/// *Shopify* is heard by its webhooks and asked over its Admin API.
/// **Doors.** `Shopify` answers commerce's `ShopOrders`. Nothing else stands above but screens, which come over HTTP
/// (`ImportApi`, `FeedApi`, `ShopWebhookApi`, `ShopifyApi`).
/// **Tables.** `integration.import`, `integration.import_chunk`, `integration.import_row`, `integration.import_unit`,
/// `integration.known`, `integration.feed`, `integration.webhook`, `integration.webhook_call`,
/// `integration.shopify`, `integration.shopify_history`, `integration.shopify_call`.
/// **Facts.** Vouched calls (`Order Completed` and its like, `identify`, `Signed Up`, `Cart Viewed`), and `tag`.
/// **Always true.** What is told, its permanent key and how far the import is commit together: nothing is lost or
/// doubled by a crash, a second file or a repeated call, after a year as after a minute. The newest version wins.
@NullMarked
package io.parley.integration;

import org.jspecify.annotations.NullMarked;
