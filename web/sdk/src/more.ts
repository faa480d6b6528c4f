/// What the shop's page can wait for: the chat's button, the eyes for what she does, and the cart behind a
/// link. Loaded by the loader.
export { launcher } from "./launcher";
export { restore } from "./restore";
export { watch } from "./watch";
