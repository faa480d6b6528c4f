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
// know no modules. `--mode more` and `--mode keep` build the parts it loads
// afterwards, modules.
export default defineConfig(({ mode }) => ({
  plugins: [onlyAscii],
  build: {
    outDir: "../dist/sdk",
    emptyOutDir: mode === "production",
    target: "es2022",
    lib:
      mode === "more" || mode === "keep"
        ? { entry: `src/${mode}.ts`, formats: ["es"], fileName: () => `parley-${mode}.js` }
        : { entry: "src/main.ts", formats: ["iife"], name: "parleyLoader", fileName: () => "parley.js" },
  },
}));
