import { defineConfig, type Plugin } from "vite";

/// A classic script is read in the charset of its page, and old shops are written in Big5.
const onlyAscii: Plugin = {
  name: "only-ascii",
  generateBundle(_, bundle) {
    for (const file of Object.values(bundle)) {
      if (file.type !== "chunk") continue;
      file.code = file.code.replace(/[^\x00-\x7f]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);
    }
  },
};

// The loader is one classic script without imports: a shop includes it with a single tag, and it must run in pages that
// know no modules. `--mode more` builds the part it loads afterwards, a module.
export default defineConfig(({ mode }) => ({
  plugins: [onlyAscii],
  build: {
    outDir: "../dist/sdk",
    emptyOutDir: mode !== "more",
    target: "es2022",
    lib:
      mode === "more"
        ? { entry: "src/more.ts", formats: ["es"], fileName: () => "parley-more.js" }
        : { entry: "src/main.ts", formats: ["iife"], name: "parleyLoader", fileName: () => "parley.js" },
  },
}));
