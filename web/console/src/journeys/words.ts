export { en } from "./wordsEn.ts";
export { zh } from "./wordsZh.ts";
