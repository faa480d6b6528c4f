package io.parley.timeline;

import java.util.Map;

/// Tables that hold nothing of a person, and why. Any other must have held something of hers before she was erased:
/// whoever adds a table plants something in it (`ErasureTest`), or says here why nobody can.
final class NothingOfHers {
  static final Map<String, String> TABLES = Map.ofEntries(
      Map.entry("audience.fill", "a place"),
      Map.entry("audience.revision", "a number"),
      Map.entry("audience.rule", "the merchant's words"),
      Map.entry("audience.segment", "the merchant's words"),
      Map.entry("audience.segment_day", "numbers"),
      Map.entry("channel.connection", "the merchant's"),
      Map.entry("channel.mailbox", "a place"),
      Map.entry("commerce.coupon", "the merchant's words"),
      Map.entry("conversation.entry", "the merchant's posters and links"),
      Map.entry("integration.shopify", "the merchant's"), Map.entry("integration.shopify_history", "numbers"),
      Map.entry("commerce.coupon_code", "made by lot"),
      Map.entry("commerce.handover", "the merchant's"),
      Map.entry("commerce.product", "the merchant's"),
      Map.entry("commerce.redemption", "an order's, nobody's"),
      Map.entry("customer.erasure", "counts, not who it was"),
      Map.entry("customer.tag", "the merchant's words"),
      Map.entry("demo.line_fact", "LINE's own"),
      Map.entry("demo.line_media", "LINE's own"),
      Map.entry("demo.mail", "her mail provider's own"),
      Map.entry("demo.mail_box", "her mail provider's own"),
      Map.entry("demo.travel", "a workspace's"),
      Map.entry("integration.feed", "the merchant's"),
      Map.entry("integration.import", "the merchant's words and numbers"),
      Map.entry("integration.known", "people's keys are hashes"),
      Map.entry("integration.webhook", "the merchant's"),
      Map.entry("journey.journey", "the merchant's words"),
      Map.entry("journey.news", "of a product"),
      Map.entry("journey.revision", "a number"),
      Map.entry("journey.round", "a time"),
      Map.entry("journey.tally", "numbers"),
      Map.entry("journey.version", "the merchant's words"),
      Map.entry("campaign.broadcast", "the merchant's words"),
      Map.entry("channel.parcel", "forgotten once it is sent"),
      Map.entry("experiment.experiment", "the merchant's"),
      Map.entry("outreach.link", "the merchant's words"),
      Map.entry("outreach.link_host", "the merchant's"),
      Map.entry("outreach.setting", "the merchant's"),
      Map.entry("outreach.tally", "numbers"),
      Map.entry("outreach.words", "the merchant's words"),
      Map.entry("outreach.notice", "the merchant's words"),
      Map.entry("platform.clock", "a workspace's"),
      Map.entry("platform.lease", "a node's"),
      Map.entry("timeline.cursor", "a place"),
      Map.entry("timeline.generation", "a time"),
      Map.entry("timeline.receipt", "numbers"),
      Map.entry("timeline.retention", "the merchant's"),
      Map.entry("timeline.seen_a", "hashes"),
      Map.entry("timeline.seen_b", "hashes"),
      Map.entry("timeline.tally", "numbers"),
      Map.entry("workspace.api_key", "the merchant's"),
      Map.entry("workspace.member", "who works there"),
      Map.entry("workspace.session", "who works there"),
      Map.entry("workspace.workspace", "the merchant's"));

  private NothingOfHers() {}
}
