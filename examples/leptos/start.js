// Loads the application: Trunk's own loader would be an inline script, which strict policies forbid.
import start from "./bounces-example-leptos.js";

await start();
