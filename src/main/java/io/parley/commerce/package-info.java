/// Commerce: what is sold. The catalogue, what lies in carts, and orders, as the shop's events tell them.
///
/// **Words.** A *product* is what the shop sells; *given* by the merchant, or *seen* on a page. A *cart* is open until
/// its order is placed. An *order* is known by its number in its channel and counts once, however often it is told; its
/// *revenue* leaves out shipping and tax, its *total* is what the customer paid.
/// A *checkout link* is a cart behind an address; the *handover* is how the shop takes it.
/// **Doors.** `Catalogue`, `Carts`, `Orders`, `CheckoutLinks`, `CartWords`; `ShopOrders` is declared here and
/// implemented by connectors of shops that can be asked.
/// **Tables.** `commerce.product`, `commerce.cart`, `commerce.customer_order`, `commerce.checkout_link`,
/// `commerce.handover`.
/// **Views for higher modules.** `commerce.ordered`.
/// **Facts.** It reads the e-commerce events of the Segment spec (v2, and the v1 names) and appends none.
/// **Always true.** Carts and orders hang on the identity they came with, so a merge or an unlink moves them without
/// touching a row here. An order ends what any of her carts held before it: found out when carts are read, so that it
/// does not depend on when two were found to be one. Who opens a checkout link is not taken for whom it was made for.
@NullMarked
package io.parley.commerce;

import org.jspecify.annotations.NullMarked;
