/// Customer: who they are.
///
/// **Words.** An *identity* is one name a customer goes by somewhere: a browser (`visitor`), a shop account
/// (`member`), a
/// LINE user (`line`) and so on. A *customer* is the set of identities that are known to be one person. A *merge*
/// repoints the identities of one customer to another, an *unlink* points one identity back.
/// **Doors.** `Customers` (who is it, names, lists), `Suggestions` (who may be one), `Consents` (what they agreed to),
/// `Erasures` (a copy for her, and the end of it), `Tags` (what stands on them), `Attributes` (what a
/// merchant defined to be known of them), `Identities` (for the fold alone).
/// **Tables.** `customer.customer`, `customer.identity`, `customer.link`, `customer.apart`, `customer.suggestion`,
/// `customer.tag`, `customer.customer_tag`, `customer.consent`, `customer.erasure`, `customer.saved_view`,
/// `customer.attribute`, `customer.attribute_version`. What the list is filtered and sorted by (`kinds`, `orders`,
/// `spent`, `ordered_at`, `stage`) stands on the customer as a cache: a trigger keeps the kinds, commerce tells the
/// orders. The list is narrowed to segments by `Gathered`, which the module that keeps them implements.
/// **Views for higher modules.** `customer.person` (identity → customer), `customer.carried` (customer → tag),
/// `customer.tag_line` (what rules did with tags, as lines of a timeline), `customer.named`
/// (identity → its name), `customer.addressed` (customer → identities), `customer.at_home` (customer → e-mail, phone,
/// time zone).
/// **Always true.** What happened and what was said point to an identity, never to a customer, so that a merge or an
/// unlink moves nothing but identities. Tags stand on an identity, too. What a person took off no rule puts
/// back until a person allows it. Two member numbers never become one customer unless a person says so.
@NullMarked
package io.parley.customer;

import org.jspecify.annotations.NullMarked;
