// Takes the screenshots of README and docs from the running product, with the sandbox's data: scripts/e2e pictures [NAME...].

import { mkdir, readFile } from "node:fs/promises";
import { argv } from "node:process";
import { fileURLToPath } from "node:url";
import * as activities from "./support/activities.mjs";
import { Admin } from "./support/admin.mjs";
import { launchBrowser, openWindow } from "./support/browser.mjs";
import { ConsoleGuard } from "./support/console_guard.mjs";
import { openHostPage, rows, withData } from "./support/host.mjs";
import { startProduct } from "./support/product.mjs";
import { STATES } from "./support/states.mjs";

const WIDE = { width: 1280, height: 900 };
/** As wide as a phone, and high enough for some rows. */
const NARROW = { width: 390, height: 1400 };
/** For states without a table. */
const LOW = { width: 1280, height: 620 };

const FOLDER = fileURLToPath(new URL("../../docs/pictures/", import.meta.url));

const readyReport = async ({ admin }) => {
  await admin.openReport(activities.ROWS_2140, "2,140");
  await admin.ready();
  await admin.widget.getByRole("button", { name: /bounced before$/ }).waitFor();
};

/** Enters a state without a table and waits for its heading. */
const state =
  (activity, heading) =>
  async ({ admin }) => {
    await admin.open(activity);
    await admin.heading(heading);
    await admin.ready();
  };

const THEMES = `
  body { margin: 16px; display: grid; gap: 16px; grid-template-columns: repeat(3, 1fr); font: 14px system-ui; }
  #violet { --bounces-accent: #7a1fa2; --bounces-accent-soft: #f5e8fb; --bounces-surface-2: #faf5fc; --bounces-line: #e6d8ec; --bounces-radius: 0; --bounces-font: Georgia, serif; }
  #night { --bounces-surface: #0d2137; --bounces-surface-2: #14304e; --bounces-line: #24476d; --bounces-accent: #ffd166; --bounces-on-accent: #0d2137; --bounces-accent-soft: #23405f; --bounces-radius: 20px; }`;

/** Opens a page with some reports, each in a theme. */
async function openThemes(page, body, style) {
  const activity = { subject: "What's new in November", current_status: "DONE", role: "primary_email" };
  const stats = { results: [{ stats: { em_sends: 240, em_bounces: 4 }, last_refresh_time: "2026-11-19T09:00:00Z" }] };
  await openHostPage(page, { body, style, script: withData({ ...rows(4), activity, stats }) });
  await page.getByText("1–4 of 4", { exact: true }).nth(2).waitFor();
}

/** The themes of docs/theming.md: the default one and two of hosts. */
const themes = ({ admin }) => {
  const body =
    '<bounces-report></bounces-report><bounces-report id="violet" theme="light"></bounces-report><bounces-report id="night" theme="dark"></bounces-report>';
  return openThemes(admin.page, body, THEMES);
};

const PRESETS = ["bootstrap", "material", "tailwind", "dark"];

/** The presets of the package, side by side. */
const presets = async ({ admin }) => {
  const styles = PRESETS.map(async (name) => {
    const style = await readFile(new URL(`../../package/themes/${name}.css`, import.meta.url), "utf8");
    return style.replaceAll(/bounces-report(?=[ :])/g, `#${name}`);
  });
  const layout =
    "html { color-scheme: light dark; } body { margin: 16px; display: grid; gap: 16px; grid-template-columns: repeat(4, 1fr); }";
  const body = PRESETS.map((name) => `<bounces-report id="${name}"></bounces-report>`).join("");
  await openThemes(admin.page, body, [layout, ...(await Promise.all(styles))].join("\n"));
  for (const name of PRESETS) {
    const card = admin.page.locator(`#${name}`).getByRole("button", { name: /^Remove/ });
    await card.first().click();
  }
  await admin.page.evaluate(() => scrollTo(0, 0));
};

const PICTURES = {
  themes: { viewport: { width: 1440, height: 1000 }, enter: themes },
  presets: { viewport: { width: 1440, height: 1010 }, enter: presets },
  "presets-dark": { viewport: { width: 1440, height: 1010 }, enter: presets, colorScheme: "dark" },
  "report-wide-light": { viewport: WIDE, enter: readyReport },
  "report-wide-dark": { viewport: WIDE, enter: readyReport, colorScheme: "dark" },
  "report-narrow-light": { viewport: NARROW, enter: readyReport },
  "report-narrow-dark": { viewport: NARROW, enter: readyReport, colorScheme: "dark" },
  "state-draft": { enter: state(activities.DRAFT, "This email has not been sent yet") },
  "state-no-bounces": { enter: state(activities.NOBODY_BOUNCED, "Nobody bounced") },
  "state-failed": { enter: state(activities.HTML_PAGE, "Constant Contact sent an unexpected response") },
  "state-signed-out": {
    signedIn: false,
    enter: async ({ admin, guard }) => {
      await admin.open(activities.ROWS_2140);
      await admin.heading("You are signed out");
      await guard.settled();
    },
  },
};

/** The contact sheets' viewports, and the width of each tile. */
const SHEETS = {
  "states-wide-light": { viewport: { width: 1280, height: 860 }, colorScheme: "light", tile: 440, columns: 4 },
  "states-wide-dark": { viewport: { width: 1280, height: 860 }, colorScheme: "dark", tile: 440, columns: 4 },
  "states-narrow-light": { viewport: { width: 390, height: 1100 }, colorScheme: "light", tile: 240, columns: 7 },
  "states-narrow-dark": { viewport: { width: 390, height: 1100 }, colorScheme: "dark", tile: 240, columns: 7 },
};

const LOOK = { timezoneId: "Europe/Berlin", reducedMotion: "reduce" };

async function openPage(browser, origin, options) {
  const context = await openWindow(browser, origin, { ...LOOK, ...options });
  const page = await context.newPage();
  const guard = await ConsoleGuard.over(page);
  return { context, page, guard, admin: new Admin(page, guard) };
}

async function take(browser, origin, name, { enter, signedIn = true, viewport = LOW, colorScheme = "light" }, cookies) {
  const opened = await openPage(browser, origin, {
    storageState: signedIn ? cookies : undefined,
    viewport,
    colorScheme,
  });
  await enter(opened);
  // Nothing is hovered or focused, which would highlight a row or control.
  await opened.page.screenshot({ path: `${FOLDER}${name}.png`, scale: "css", animations: "disabled" });
  await opened.context.close();
  console.log(`docs/pictures/${name}.png`);
}

/** Takes each state once per sheet. */
async function takeStates(browser, origin, cookies) {
  const screenshots = Object.fromEntries(Object.keys(SHEETS).map((sheet) => [sheet, []]));
  for (const [state, { enter, held, signedIn = true }] of Object.entries(STATES)) {
    const opened = await openPage(browser, origin, { storageState: signedIn ? cookies : undefined, viewport: WIDE });
    await enter(opened);
    if (!held) await opened.guard.settled();
    const { page } = opened;
    for (const [sheet, { viewport, colorScheme }] of Object.entries(SHEETS)) {
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme });
      await page.evaluate(() => scrollTo(0, 0));
      screenshots[sheet].push({ state, picture: await page.screenshot({ scale: "css", animations: "disabled" }) });
    }
    await opened.context.close();
  }
  return screenshots;
}

async function makeSheet(browser, name, states) {
  const { tile, columns, colorScheme } = SHEETS[name];
  const context = await browser.newContext({ viewport: { width: columns * (tile + 16) + 16, height: 600 } });
  const page = await context.newPage();
  await page.setContent(`<style>
    body { display: grid; grid-template-columns: repeat(${columns}, ${tile}px); gap: 16px; margin: 16px; font: 15px system-ui; }
    body { ${colorScheme === "dark" ? "background: #000; color: #fff" : "background: #d5d9e0; color: #000"} }
    figure { margin: 0 } img { width: 100% }
  </style>`);
  for (const { state, picture } of states) {
    await page.evaluate(
      async ([state, source]) => {
        const figure = document.createElement("figure");
        const image = document.createElement("img");
        image.src = source;
        await image.decode();
        figure.append(state, image);
        document.body.append(figure);
      },
      [state, `data:image/png;base64,${picture.toString("base64")}`],
    );
  }
  await page.screenshot({ path: `${FOLDER}${name}.jpg`, type: "jpeg", quality: 72, fullPage: true });
  await context.close();
  console.log(`docs/pictures/${name}.jpg`);
}

async function signIn(browser, origin) {
  const context = await openWindow(browser, origin);
  const page = await context.newPage();
  const admin = new Admin(page, await ConsoleGuard.over(page));
  await admin.open();
  await admin.signIn();
  const cookies = await context.storageState();
  await context.close();
  return cookies;
}

await mkdir(FOLDER, { recursive: true });
const product = await startProduct();
const browser = await launchBrowser();
try {
  const cookies = await signIn(browser, product.origin);
  const names = argv.slice(2);
  const isWanted = (name) => names.length === 0 || names.includes(name);
  for (const [name, picture] of Object.entries(PICTURES))
    if (isWanted(name)) await take(browser, product.origin, name, picture, cookies);
  if (Object.keys(SHEETS).some(isWanted)) {
    const screenshots = await takeStates(browser, product.origin, cookies);
    for (const [name, states] of Object.entries(screenshots)) await makeSheet(browser, name, states);
  }
} finally {
  await browser.close();
  await product.stop();
}
