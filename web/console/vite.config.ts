import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

const server = process.env.PARLEY_URL ?? "http://localhost:8080";

export default defineConfig({
  base: "/app/",
  plugins: [react()],
  build: { outDir: "../dist/console", emptyOutDir: true, target: "es2022", chunkSizeWarningLimit: 700 },
  server: {
    port: Number(process.env.PARLEY_CONSOLE_PORT ?? 5173),
    strictPort: true,
    proxy: { "/api": { target: server, ws: true }, "/shop": server, "/sim": server },
  },
  test: { environment: "node", include: ["src/**/*.test.{ts,tsx}"] },
});
