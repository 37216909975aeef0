// The product: the proxy with its sandbox and the built page, on a free port. What is done with it stands in the tests.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { env } from "node:process";
import { eventually, PATIENCE } from "./eventually.mjs";

const READY = /^bounces-proxy is ready at (http:\S+)/m;
/** The proxy lets running requests end before it does. */
const GRACE = 10_000;

/** Starts a proxy of one's own: all that share one share its 4 requests a second. */
export async function startProduct() {
  const { BOUNCES_PROXY_BIN: program, BOUNCES_DIST: dist, PATH } = env;
  if (!program || !dist)
    throw new Error("BOUNCES_PROXY_BIN and BOUNCES_DIST are not set: start these tests by scripts/e2e");
  // Nothing of the surroundings: the proxy refuses variables of ours that it does not know.
  const settings = { PATH, BOUNCES_LISTEN: "127.0.0.1:0", BOUNCES_STATIC_DIR: dist, BOUNCES_LOG: "warn" };
  const child = spawn(program, ["--sandbox"], { env: settings, stdio: ["ignore", "pipe", "pipe"] });
  const ended = once(child, "exit");
  const endIt = () => child.kill("SIGKILL");
  process.once("exit", endIt);
  const said = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"]) {
    child[name].setEncoding("utf8").on("data", (text) => {
      said[name] += text;
    });
  }

  const stop = async () => {
    child.kill("SIGTERM");
    const timer = setTimeout(endIt, GRACE);
    await ended;
    clearTimeout(timer);
    process.off("exit", endIt);
  };

  try {
    const origin = await eventually(async () => {
      const ready = READY.exec(said.stdout);
      if (!ready) throw new Error(`the proxy is not ready; it said:\n${said.stderr}`);
      const { origin: address } = new URL(ready[1]);
      const health = await fetch(`${address}/healthz`);
      if (!health.ok) throw new Error(`/healthz answers ${health.status}`);
      return address;
    }, PATIENCE);
    return { origin, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
