// The three engines: how each driver is started, and what it needs to run without a screen.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { env } from "node:process";
import { eventually } from "./eventually.mjs";
import { Session } from "./webdriver.mjs";

/** Those of the other tests. */
const CHROMIUM_FLAGS = [
  "headless",
  "no-sandbox",
  "no-first-run",
  "disable-gpu",
  "disable-background-networking",
  "disable-component-update",
  "disable-dev-shm-usage",
  "disable-quic",
  "disable-sync",
];

/** Where Debian has the browser that WebKit's driver controls. */
const MINI_BROWSER = "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser";

/**
 * @typedef {object} Engine
 * @property {string} driver the program, which takes a port
 * @property {(downloads: string) => object} capabilities `downloads` is the folder for files
 * @property {boolean} [needsScreen] whether the browser has no headless mode
 */

/** @type {Record<string, Engine>} */
export const ENGINES = {
  Chromium: {
    driver: "chromedriver",
    capabilities: (downloads) => ({
      "goog:chromeOptions": {
        binary: env.CHROMIUM,
        args: CHROMIUM_FLAGS,
        prefs: { "download.default_directory": downloads },
      },
    }),
  },
  Firefox: {
    driver: "geckodriver",
    capabilities: (downloads) => ({
      "moz:firefoxOptions": {
        args: ["-headless"],
        // 2: the folder of the next preference.
        prefs: { "browser.download.folderList": 2, "browser.download.dir": downloads },
      },
    }),
  },
  WebKit: {
    driver: "WebKitWebDriver",
    capabilities: () => ({ "webkitgtk:browserOptions": { binary: MINI_BROWSER, args: ["--automation"] } }),
    needsScreen: true,
  },
};

/**
 * Starts a program, to be ended with `stop`.
 * @param {string} program
 * @param {string[]} args
 * @param {import("node:child_process").SpawnOptions} options
 */
function startProgram(program, args, options) {
  const child = spawn(program, args, options);
  const ended = once(child, "exit").catch(() => {});
  const kill = () => child.kill("SIGKILL");
  process.once("exit", kill);
  const failed = new Promise((_, reject) => {
    child.once("error", (error) =>
      reject(new Error(`${program} cannot be started: run scripts/setup`, { cause: error })),
    );
    child.once("exit", (status) => reject(new Error(`${program} ended with status ${status}`)));
  });
  failed.catch(() => {});
  const stop = async () => {
    child.kill("SIGTERM");
    await ended;
    process.off("exit", kill);
  };
  return { child, failed, stop };
}

/** Starts a screen without a monitor; the value for `DISPLAY`. */
async function startScreen() {
  // It chooses a free number, and writes it to file 3.
  const args = ["-displayfd", "3", "-screen", "0", "1400x1000x24", "-nolisten", "tcp"];
  const { child, failed, stop } = startProgram("Xvfb", args, { stdio: ["ignore", "ignore", "ignore", "pipe"] });
  const output = /** @type {import("node:stream").Readable} */ (child.stdio[3]).setEncoding("utf8");
  const [number] = await Promise.race([once(output, "data"), failed]);
  return { display: `:${number.trim()}`, stop };
}

/** A free port. */
async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  server.close();
  await once(server, "close");
  return port;
}

/**
 * Opens a browser with a profile of its own.
 * @param {Engine} engine
 */
export async function openBrowser({ driver, capabilities, needsScreen = false }) {
  const home = await mkdtemp(join(tmpdir(), "bounces-engine-"));
  /** @type {(() => Promise<unknown>)[]} */
  const stops = [() => rm(home, { recursive: true, force: true, maxRetries: 5 })];
  const close = async () => {
    for (const stop of stops.toReversed()) await stop();
  };
  try {
    // GTK's folder for downloads.
    await writeFile(join(home, "user-dirs.dirs"), `XDG_DOWNLOAD_DIR="${home}"\n`);
    const settings = { ...env, XDG_CONFIG_HOME: home, XDG_DATA_HOME: home, XDG_CACHE_HOME: home };
    if (needsScreen) {
      const screen = await startScreen();
      stops.push(screen.stop);
      // Its processes are isolated by namespaces, which a container or root may not create. The pages are our own.
      Object.assign(settings, { DISPLAY: screen.display, WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1" });
    }
    const port = await freePort();
    const program = startProgram(driver, [`--port=${port}`], { env: settings, stdio: "ignore" });
    stops.push(program.stop);
    const url = `http://127.0.0.1:${port}`;
    await Promise.race([eventually(() => fetch(`${url}/status`)), program.failed]);
    const { session, version } = await Session.open(url, capabilities(home));
    stops.push(() => session.close());
    return { session, version, downloads: home, close };
  } catch (error) {
    await close();
    throw error;
  }
}
