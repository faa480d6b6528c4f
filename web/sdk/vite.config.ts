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

// One classic script without imports: a shop includes it with a single tag, and it must run in pages that know no modules.
export default defineConfig({
  plugins: [onlyAscii],
  build: {
    outDir: "../dist/sdk",
    emptyOutDir: true,
    target: "es2022",
    lib: { entry: "src/main.ts", formats: ["iife"], name: "parleyLoader", fileName: () => "parley.js" },
  },
});
