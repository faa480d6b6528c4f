/// What the console knows of the events and properties that shops tell by the e-commerce spec.

const MONEY = new Set(["price", "total", "value", "revenue", "subtotal", "discount", "products.price"]);

export const isMoney = (property: string): boolean => MONEY.has(property);

/// Offered even before the shop has told one.
export const EVENTS = [
  "page",
  "Product Viewed",
  "Product List Viewed",
  "Products Searched",
  "Product Added",
  "Product Removed",
  "Cart Viewed",
  "Checkout Started",
  "Order Completed",
  "Order Cancelled",
  "Order Refunded",
  "Coupon Applied",
  "Coupon Issued",
  "Coupon Expiring",
  "Page Dwelled",
  "Exit Intent",
  "Friend Added",
  "Entry Used",
  "message",
] as const;

const PRODUCT = ["product_id", "category", "name", "price", "quantity", "brand", "sku"];
const ORDER = ["products.product_id", "products.category", "products.name", "total", "coupon"];

export const PROPERTIES: Record<string, string[]> = {
  page: ["url", "title", "path", "referrer"],
  "Page Dwelled": ["url", "title", "seconds", "scroll_percent"],
  "Product Viewed": PRODUCT,
  "Product Clicked": PRODUCT,
  "Product Added": PRODUCT,
  "Product Removed": PRODUCT,
  "Product List Viewed": ["category"],
  "Products Searched": ["query"],
  "Checkout Started": ORDER,
  "Order Completed": ORDER,
  "Order Cancelled": ORDER,
  "Order Refunded": ORDER,
  "Coupon Applied": ["coupon_name", "coupon_id", "discount"],
  "Exit Intent": ["url"],
  "Entry Used": ["entry", "place"],
  message: ["text", "direction"],
};
