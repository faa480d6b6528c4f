/// What the shop's page can wait for: the chat's button, and the eyes for what she does. Loaded by the loader.
export { launcher } from "./launcher";
export { watch } from "./watch";
