/// What the shop's page can wait for: the chat's button, the eyes for what she does, and the cart behind a
/// link, and the offer to keep it. Loaded by the loader.
export { keeper } from "./keeper";
export { launcher } from "./launcher";
export { restore } from "./restore";
export { watch } from "./watch";
