// Runs a browser test command while Chromium opens at most three connections to the test runner's HTTP server.
//
//   node scripts/limit_connections.mjs COMMAND [ARGUMENT]...
//
// The server (tiny_http) starts with four threads, and each keeps one connection. When two connections arrive in quick succession, the second can be
// queued for a thread that already took the first, and nobody reads it until another connection closes. Chromium keeps six connections alive, so the
// test page sometimes waits forever for one of its scripts. With three connections a thread is always free. Chromium has no option for this limit, hence
// a forward proxy. It listens on a free loopback port; the runner reads its address from a temporary copy of webdriver.json.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { Agent, createServer, request } from "node:http";
import { constants, tmpdir } from "node:os";
import { join } from "node:path";
import { argv, env, exit } from "node:process";
import { fileURLToPath } from "node:url";

const MAX_CONNECTIONS = 3;
const LOOPBACK = new Set(["127.0.0.1", "localhost", "[::1]"]);

/**
 * Starts a forward proxy for loopback servers. Everything else is refused: tests need no network.
 *
 * @returns {Promise<{ port: number, close: () => void }>}
 */
export async function startProxy() {
  const agent = new Agent({ keepAlive: true, maxSockets: MAX_CONNECTIONS });
  const server = createServer((incoming, response) => {
    const url = URL.canParse(incoming.url ?? "") ? new URL(incoming.url ?? "") : undefined;
    if (url?.protocol !== "http:" || !LOOPBACK.has(url.hostname)) {
      response.writeHead(403).end();
      return;
    }
    const headers = { ...incoming.headers };
    delete headers["proxy-connection"];
    const forwarded = request(url, { agent, method: incoming.method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    forwarded.on("error", () => (response.headersSent ? response.destroy() : response.writeHead(502).end()));
    response.on("close", () => forwarded.destroy());
    incoming.pipe(forwarded);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const close = () => {
    server.close();
    server.closeAllConnections();
    agent.destroy();
  };
  return { port: /** @type {import("node:net").AddressInfo} */ (server.address()).port, close };
}

/**
 * The WebDriver capabilities with Chromium's proxy set. `<-loopback>` removes the rule that loopback addresses bypass a proxy.
 *
 * @param {Record<string, any>} capabilities
 * @param {number} port
 */
export function withProxy(capabilities, port) {
  const chrome = capabilities["goog:chromeOptions"] ?? {};
  const args = [...(chrome.args ?? []), `proxy-server=http://127.0.0.1:${port}`, "proxy-bypass-list=<-loopback>"];
  return { ...capabilities, "goog:chromeOptions": { ...chrome, args } };
}

async function main() {
  const folder = await mkdtemp(join(tmpdir(), "bounces-webdriver-"));
  const proxy = await startProxy();
  try {
    const capabilities = JSON.parse(await readFile(new URL("../webdriver.json", import.meta.url), "utf8"));
    const path = join(folder, "webdriver.json");
    await writeFile(path, JSON.stringify(withProxy(capabilities, proxy.port)));
    const [command, ...args] = argv.slice(2);
    const child = spawn(command, args, { stdio: "inherit", env: { ...env, WASM_BINDGEN_TEST_WEBDRIVER_JSON: path } });
    for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]))
      process.on(signal, () => child.kill(signal));
    const [code, signal] = await once(child, "exit");
    return signal ? 128 + constants.signals[/** @type {NodeJS.Signals} */ (signal)] : code;
  } finally {
    proxy.close();
    await rm(folder, { recursive: true, force: true });
  }
}

if (argv[1] === fileURLToPath(import.meta.url)) exit(await main());
