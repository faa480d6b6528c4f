/// What a shop's page has to carry is a promise: the loader on every page, and the chat when it is opened.
/// Run after a build; fails with the figures when the promise is broken.
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const KB = 1024;
const dist = join(dirname(fileURLToPath(import.meta.url)), "dist");

const gzipped = (file) => gzipSync(readFileSync(join(dist, file)), { level: 9 }).length;

/// Whatever the panel's page names is loaded when it opens.
const panel = readFileSync(join(dist, "widget/index.html"), "utf8");
const namedByPanel = [...panel.matchAll(/(?:src|href)="\/(widget\/[^"]+\.(?:js|css))"/g)].map(([, file]) => file);

const promises = [
  { what: "loader, parley.js", files: ["sdk/parley.js"], limit: 5 * KB },
  { what: "what it loads afterwards", files: ["sdk/parley-more.js"], limit: 6 * KB },
  { what: "the offer to keep the cart", files: ["sdk/parley-keep.js"], limit: 3 * KB },
  { what: "chat panel, its js and css", files: namedByPanel, limit: 20 * KB },
];

/// The canvas of journeys is for those who open one with room to draw: no page asks for it at its start.
const consolePage = join(dist, "console/index.html");
if (existsSync(consolePage)) {
  const first = [...readFileSync(consolePage, "utf8").matchAll(/(?:src|href)="\/app\/([^"]+\.js)"/g)].map(([, file]) => file);
  const drawing = first.filter((file) => readFileSync(join(dist, "console", file), "utf8").includes("react-flow__"));
  console.log(`${drawing.length === 0 ? "kept  " : "BROKEN"} the console starts without its canvas (${first.join(", ")})`);
  if (drawing.length > 0) process.exitCode = 1;
}

for (const { what, files, limit } of promises) {
  const bytes = files.map(gzipped).reduce((sum, size) => sum + size, 0);
  const isKept = files.length > 0 && bytes <= limit;
  console.log(`${isKept ? "kept  " : "BROKEN"} ${what}: ${bytes} of ${limit} bytes gzip (${files.join(", ")})`);
  if (!isKept) process.exitCode = 1;
}
