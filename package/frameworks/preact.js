// Defines <bounces-report>, whose types in Preact's JSX are in preact.d.ts.

export { ready } from "./index.js";
