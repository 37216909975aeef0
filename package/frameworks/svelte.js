// Defines <bounces-report>, whose types in Svelte's templates are in svelte.d.ts.

export { ready } from "./index.js";
