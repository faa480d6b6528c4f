import { defineConfig, loadEnv } from "vite";
import { stickerFiles } from "./build/stickerFiles";

export default defineConfig(({ mode }) => {
  const { PARLEY_ORIGIN: target = "http://localhost:8080" } = loadEnv(mode, ".", "PARLEY_");
  return {
    base: "/phones/",
    plugins: [stickerFiles()],
    build: { outDir: "../dist/phones", emptyOutDir: true, target: ["chrome123", "safari17.5", "firefox120"] },
    server: { proxy: { "/sim": { target }, "/shop": { target }, "/files": { target } } },
  };
});
