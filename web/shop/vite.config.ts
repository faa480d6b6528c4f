import { defineConfig, loadEnv } from "vite";
import { artFiles } from "./build/artFiles";
import { pageTitles } from "./build/pageTitles";

/** What the Parley server answers while the pages come from the development server (`PARLEY_ORIGIN=…`). */
const OF_THE_SERVER = ["/parley.js", "/shop-config.json", "/v1", "/chat", "/widget"];

export default defineConfig(({ mode }) => {
  const { PARLEY_ORIGIN: target = "http://localhost:8080" } = loadEnv(mode, ".", "PARLEY_");
  return {
    base: "/shop/",
    plugins: [artFiles(), pageTitles()],
    build: { outDir: "../dist/shop", emptyOutDir: true, target: ["chrome123", "safari17.5", "firefox120"] },
    server: {
      fs: { allow: ["../.."] },
      proxy: Object.fromEntries(OF_THE_SERVER.map((path) => [path, { target, ws: true }])),
    },
  };
});
