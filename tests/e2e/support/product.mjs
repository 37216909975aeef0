// Starts the product: the proxy with its sandbox and the built page, on a free port.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { env } from "node:process";
import { eventually, TIMEOUT_MS } from "./eventually.mjs";

const READY = /^bounces-proxy is ready at (http:\S+)/m;
/** On shutdown the proxy waits for running requests. */
const GRACE = 10_000;

/**
 * Starts a separate proxy: tests that share one share its 4 requests per second.
 * @param {Record<string, string | undefined>} [more] further settings
 */
export async function startProduct(more = {}) {
  const { BOUNCES_PROXY_BIN: program, BOUNCES_DIST, PATH } = env;
  const dist = more.BOUNCES_STATIC_DIR ?? BOUNCES_DIST;
  if (!program || !dist)
    throw new Error("BOUNCES_PROXY_BIN and BOUNCES_DIST are not set: run these tests with scripts/e2e");
  // No inherited environment: the proxy rejects unknown BOUNCES_ variables.
  const settings = { PATH, BOUNCES_LISTEN: "127.0.0.1:0", BOUNCES_LOG: "warn", ...more, BOUNCES_STATIC_DIR: dist };
  const child = spawn(program, ["--sandbox"], { env: settings, stdio: ["ignore", "pipe", "pipe"] });
  const exited = once(child, "exit");
  const kill = () => child.kill("SIGKILL");
  process.once("exit", kill);
  const output = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"]) {
    child[name].setEncoding("utf8").on("data", (text) => {
      output[name] += text;
    });
  }

  const stop = async () => {
    child.kill("SIGTERM");
    const timer = setTimeout(kill, GRACE);
    await exited;
    clearTimeout(timer);
    process.off("exit", kill);
  };

  try {
    const origin = await eventually(async () => {
      const ready = READY.exec(output.stdout);
      if (!ready) throw new Error(`the proxy is not ready; its output:\n${output.stderr}`);
      const { origin: address } = new URL(ready[1]);
      const health = await fetch(`${address}/healthz`);
      if (!health.ok) throw new Error(`/healthz responds with ${health.status}`);
      return address;
    }, TIMEOUT_MS);
    return { origin, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
