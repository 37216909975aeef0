import { defineConfig } from "astro/config";

// Astro writes small style sheets into the page, which strict policies forbid.
export default defineConfig({ build: { inlineStylesheets: "never" } });
