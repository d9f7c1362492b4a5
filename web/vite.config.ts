import { defineConfig } from "vite";

/** Nothing inline: the page is served under a content security policy that allows its own files alone. */
export default defineConfig({
  base: "./",
  build: {
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
    chunkSizeWarningLimit: 600,
  },
});
