import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, request } from "node:http";
import { test } from "node:test";
import { startProxy, withProxy } from "./limit_connections.mjs";

/** Requests `url` by way of the proxy; resolves to the status and the body. */
async function get(port, url, options = {}) {
  const [response] = await once(request({ port, host: "127.0.0.1", path: url, ...options }).end(), "response");
  let body = "";
  for await (const chunk of response.setEncoding("utf8")) body += chunk;
  return { status: response.statusCode, body };
}

/** @param {import("node:http").RequestListener} handler */
async function listen(handler) {
  const server = createServer(handler);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return { server, origin: `http://127.0.0.1:${port}` };
}

test("twelve requests at once use at most three connections", async (t) => {
  let connections = 0;
  const { server, origin } = await listen((incoming, response) => setTimeout(() => response.end(incoming.url), 10));
  server.on("connection", () => (connections += 1));
  const proxy = await startProxy();
  t.after(() => {
    proxy.close();
    server.close();
  });
  const paths = Array.from({ length: 12 }, (_, index) => `/${index}`);
  const responses = await Promise.all(paths.map((path) => get(proxy.port, origin + path)));
  assert.deepEqual(
    responses.map(({ body }) => body),
    paths,
  );
  assert.equal(connections, 3);
});

test("status and headers pass, and a server that is gone is a bad gateway", async (t) => {
  const { server, origin } = await listen((incoming, response) =>
    response.writeHead(404).end(incoming.headers["x-probe"]),
  );
  const proxy = await startProxy();
  t.after(() => proxy.close());
  const url = `${origin}/`;
  assert.deepEqual(await get(proxy.port, url, { headers: { "x-probe": "yes" } }), { status: 404, body: "yes" });
  server.close();
  server.closeAllConnections();
  assert.equal((await get(proxy.port, url)).status, 502);
});

test("only loopback servers are reached", async (t) => {
  const proxy = await startProxy();
  t.after(() => proxy.close());
  assert.equal((await get(proxy.port, "http://example.com/")).status, 403);
  assert.equal((await get(proxy.port, "/no-host")).status, 403);
});

test("the capabilities keep what they have and gain the proxy", () => {
  const capabilities = {
    "goog:chromeOptions": { args: ["headless"], binary: "chromium" },
    "moz:firefoxOptions": { args: ["-headless"] },
  };
  assert.deepEqual(withProxy(capabilities, 8000), {
    "goog:chromeOptions": {
      args: ["headless", "proxy-server=http://127.0.0.1:8000", "proxy-bypass-list=<-loopback>"],
      binary: "chromium",
    },
    "moz:firefoxOptions": { args: ["-headless"] },
  });
});
