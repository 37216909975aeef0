// Writes pkg/playground: docs/playground with the built package. `make docs` runs it.

import { cp, mkdir, rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const path = (/** @type {string} */ name) => fileURLToPath(new URL(`../${name}`, import.meta.url));

await rm(path("pkg/playground"), { recursive: true, force: true });
await mkdir(path("pkg/playground"), { recursive: true });
await cp(path("docs/playground"), path("pkg/playground"), { recursive: true });
await cp(path("pkg/plain"), path("pkg/playground/bounces"), { recursive: true });
await cp(path("pkg/npm/custom-elements.json"), path("pkg/playground/custom-elements.json"));
