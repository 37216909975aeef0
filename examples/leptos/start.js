// Starts the application. Trunk's own loader is an inline script, which strict policies forbid.
import start from "./bounces-example-leptos.js";

await start();
