// Takes the pictures of README and docs from the running product: scripts/e2e pictures. What is in them is the sandbox's.

import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import * as activities from "./support/activities.mjs";
import { Admin } from "./support/admin.mjs";
import { launchBrowser, openWindow } from "./support/browser.mjs";
import { startProduct } from "./support/product.mjs";
import { Watch } from "./support/watch.mjs";

const WIDE = { width: 1280, height: 900 };
/** As wide as a telephone, and as high as it takes to show some rows. */
const NARROW = { width: 390, height: 1400 };
/** States have little to show. */
const LOW = { width: 1280, height: 620 };

const FOLDER = fileURLToPath(new URL("../../docs/pictures/", import.meta.url));

const readyReport = async ({ admin }) => {
  await admin.openReport(activities.ROWS_2140, "2,140");
  await admin.ready();
};

/** A state without a table: its heading says that it is there. */
const state = (activity, heading) => async ({ admin }) => {
  await admin.open(activity);
  await admin.heading(heading);
  await admin.ready();
};

const PICTURES = {
  "report-wide-light": { viewport: WIDE, enter: readyReport },
  "report-wide-dark": { viewport: WIDE, enter: readyReport, colorScheme: "dark" },
  "report-narrow-light": { viewport: NARROW, enter: readyReport },
  "report-narrow-dark": { viewport: NARROW, enter: readyReport, colorScheme: "dark" },
  "state-draft": { enter: state(activities.DRAFT, "This email has not been sent yet") },
  "state-nobody": { enter: state(activities.NOBODY_BOUNCED, "Nobody bounced") },
  "state-failed": { enter: state(activities.HTML_PAGE, "The answer could not be read") },
  "state-signed-out": {
    signedIn: false,
    enter: async ({ admin, watch }) => {
      await admin.open(activities.ROWS_2140);
      await admin.heading("You are signed out");
      await watch.settled();
    },
  },
};

async function take(browser, origin, name, { enter, signedIn = true, viewport = LOW, colorScheme = "light" }, cookies) {
  const storageState = signedIn ? cookies : undefined;
  const context = await openWindow(browser, origin, { storageState, viewport, colorScheme, timezoneId: "Europe/Berlin", reducedMotion: "reduce" });
  const page = await context.newPage();
  const watch = await Watch.over(page);
  await enter({ admin: new Admin(page, watch), watch });
  // The mouse is nowhere, and nothing has the focus: a row or a control that stands out would be there by accident.
  await page.screenshot({ path: `${FOLDER}${name}.png`, scale: "css", animations: "disabled" });
  await context.close();
  console.log(`docs/pictures/${name}.png`);
}

async function signIn(browser, origin) {
  const context = await openWindow(browser, origin);
  const page = await context.newPage();
  const admin = new Admin(page, await Watch.over(page));
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
  for (const [name, picture] of Object.entries(PICTURES)) await take(browser, product.origin, name, picture, cookies);
} finally {
  await browser.close();
  await product.stop();
}
