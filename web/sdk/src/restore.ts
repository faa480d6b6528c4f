export interface Handed {
  /// The checkout link's id; goes along as `checkout_link` with the order.
  id: string;
  items: { productId: string; sku: string | null; name: string; quantity: number }[];
  coupon: string | null;
}

/// She opened a checkout link: tells the shop what lies in its cart; null if the link is over. Nothing is kept of it
/// here, and who she is does not change.
export async function restore(host: string, writeKey: string, tell: (event: string, detail: Handed | null) => void) {
  const token = new URLSearchParams(location.search).get("parley_cart");
  if (!token) return;
  const answer = await fetch(`${host}/chat/v1/carts/${encodeURIComponent(token)}?writeKey=${writeKey}`).catch(() => null);
  tell("cart", answer?.ok ? await answer.json() : null);
}
