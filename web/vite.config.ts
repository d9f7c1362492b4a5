import { defineConfig } from "vite";

const PLAYGROUND = "http://127.0.0.1:4567";

/** Nothing inline: the page is served under a content security policy that allows its own files alone. */
export default defineConfig({
  base: "./",
  // `npm run dev` beside `make dev`: the page with live reload, the API and where it is from there.
  server: { proxy: { "/api": PLAYGROUND, "/config.json": PLAYGROUND } },
  build: {
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
    chunkSizeWarningLimit: 600,
    // How long plugins take says more of the machine than of the page.
    rolldownOptions: { checks: { pluginTimings: false } },
  },
});
