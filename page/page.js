// The local admin page: signs in and out, lets the user pick an email, and passes its id to the widget.

import "./embed.js";

/**
 * @template {HTMLElement} T
 * @param {string} id
 * @param {new () => T} type
 * @returns {T}
 */
function find(id, type) {
  const element = document.getElementById(id);
  if (element instanceof type) return element;
  throw new Error(`index.html has no ${type.name} with the id ${id}`);
}

const report = /** @type {import("../package/element.js").BouncesReportElement} */ (find("report", HTMLElement));
const campaignSelect = find("campaign", HTMLSelectElement);
const activitySelect = find("activity", HTMLSelectElement);
const picker = find("picker", HTMLFormElement);
const signInLink = find("sign-in", HTMLAnchorElement);
const signOutButton = find("sign-out", HTMLButtonElement);
const welcome = find("welcome", HTMLElement);
const problemText = find("problem", HTMLElement);
const sandboxNote = find("sandbox", HTMLElement);

/** @type {Record<string, string>} */
const ROLES = { primary_email: "Primary email", resend: "Resend", permalink: "Permalink (no bounce report)" };

/** The upstream's statuses, in the words of the report. @type {Record<string, string>} */
const STATUSES = {
  DRAFT: "draft",
  SCHEDULED: "scheduled",
  EXECUTING: "being sent",
  DONE: "sent",
  ERROR: "failed to send",
  REMOVED: "deleted",
};

// The upstream's maximum.
const CAMPAIGNS_PER_PAGE = 500;

// Browsers refuse frequent changes of the URL, so it follows the view after a pause.
const URL_DELAY_MS = 250;
/** @type {number | undefined} */
let urlTimer;

/** An error response of the proxy, with the problem's stable code. */
class ProxyError extends Error {
  /**
   * @param {string} message
   * @param {string | undefined} code
   */
  constructor(message, code) {
    super(message);
    this.code = code;
  }
}

/**
 * Sends a request to the proxy.
 * @param {string} path
 * @param {RequestInit} init
 * @throws {ProxyError} for an error response
 */
async function request(path, init = {}) {
  const response = await fetch(path, { ...init, headers: { "X-Bounces-CSRF": "1", Accept: "application/json" } });
  if (response.ok) return response;
  const problem = await response.json().catch(() => ({}));
  const message = [problem.title, problem.detail].filter(Boolean).join(". ");
  throw new ProxyError(message || `The server responded with error ${response.status}.`, problem.code);
}

/** @param {string} path */
const requestJson = async (path) => (await request(path)).json();

/**
 * @param {string} value
 * @param {string} text
 */
function option(value, text) {
  const element = document.createElement("option");
  element.value = value;
  element.textContent = text;
  return element;
}

/** @param {"activity" | "view"} name */
function urlParam(name) {
  return new URL(location.href).searchParams.get(name) ?? "";
}

/**
 * Changes parameters of the page's URL; empty ones are removed. Each change is an entry of the browser's history, unless
 * `replace` is set: Back shows what was shown before.
 * @param {Record<string, string>} params
 */
function setUrlParams(params, replace = false) {
  const url = new URL(location.href);
  for (const [name, value] of Object.entries(params)) {
    if (value) url.searchParams.set(name, value);
    else url.searchParams.delete(name);
  }
  if (url.href === location.href) return;
  if (replace) history.replaceState(null, "", url);
  else history.pushState(null, "", url);
}

/**
 * Shows an activity's report. The URL is up to the caller.
 * @param {string} activity
 */
function showReport(activity, view = "") {
  clearTimeout(urlTimer);
  report.hidden = false;
  report.view = view;
  report.linkTemplate = `/?activity=${encodeURIComponent(activity)}&view={view}`;
  report.setAttribute("campaign-activity-id", activity);
}

/** @param {unknown} error */
const isSignedOut = (error) => error instanceof ProxyError && error.code === "signed_out";

/** @param {unknown} error */
function showProblem(error, summary = "Your campaigns couldn’t be loaded") {
  if (isSignedOut(error)) return showSignedOut();
  problemText.textContent = `${summary}: ${error instanceof Error ? error.message : error}`;
  problemText.hidden = false;
}

function showSignedOut() {
  const login = `/auth/login?return_to=${encodeURIComponent(location.pathname + location.search)}`;
  /** @type {NodeListOf<HTMLAnchorElement>} */
  const links = document.querySelectorAll('a[href^="/auth/login"]');
  for (const link of links) link.href = login;
  signInLink.hidden = false;
  signOutButton.hidden = true;
  picker.hidden = true;
  welcome.hidden = urlParam("activity") !== "";
}

/**
 * Lists a campaign's activities, and selects `requested`, or else shows the report of the first.
 * @param {string} campaign
 * @param {string} [requested]
 */
async function chooseCampaign(campaign, requested) {
  problemText.hidden = true;
  activitySelect.replaceChildren();
  activitySelect.disabled = true;
  const { campaign_activities = [] } = await requestJson(`/api/v3/emails/${encodeURIComponent(campaign)}`);
  if (campaignSelect.value !== campaign) return; // the user chose another campaign in the meantime
  /** @type {{ campaign_activity_id: string, role?: string }[]} */
  const activities = campaign_activities;
  const options = activities.map(({ campaign_activity_id: id, role = id }) => option(id, ROLES[role] ?? role));
  activitySelect.replaceChildren(...options);
  activitySelect.disabled = options.length === 0;
  if (requested) {
    activitySelect.value = requested;
    return;
  }
  // The choice is an entry of the history; the page's own, when it is opened without an activity, replaces its URL.
  setUrlParams({ activity: activitySelect.value, view: "" }, !urlParam("activity"));
  showReport(activitySelect.value);
}

/**
 * Selects an activity and its campaign.
 * @param {string} activity
 * @param {string} campaign empty if it is unknown
 */
async function selectInPicker(activity, campaign) {
  campaignSelect.value = campaign;
  if (campaignSelect.value) return chooseCampaign(campaign, activity);
  problemText.hidden = true;
  campaignSelect.value = "";
  activitySelect.replaceChildren(option("", "Choose a campaign first"));
  activitySelect.disabled = true;
}

/**
 * Shows the report of an email that the user chose in another one.
 * @param {string} campaign
 * @param {string | null} activity `null` if it is unknown; the campaign's first one then
 */
async function openEmail(campaign, activity) {
  campaignSelect.value = campaign;
  if (!activity) return chooseCampaign(campaign);
  setUrlParams({ activity, view: "" });
  showReport(activity);
  return selectInPicker(activity, campaign);
}

/** Lists all campaigns, newest first. */
async function listCampaigns() {
  let next = `/api/v3/emails?limit=${CAMPAIGNS_PER_PAGE}`;
  while (next) {
    const { campaigns = [], _links: links } = await requestJson(next);
    for (const { campaign_id: id, name, current_status: status } of campaigns) {
      const label = STATUSES[status?.toUpperCase()];
      campaignSelect.append(option(id, label ? `${name} (${label})` : name));
    }
    const query = links?.next?.href?.split("?")[1];
    next = query && `/api/v3/emails?${query}`;
  }
}

/**
 * The campaign of an activity; empty if it is unknown.
 * @param {string} activity
 * @returns {Promise<string>}
 */
async function campaignOf(activity) {
  if (!activity) return "";
  try {
    return (await requestJson(`/api/v3/emails/activities/${encodeURIComponent(activity)}`)).campaign_id;
  } catch {
    return "";
  }
}

async function showSignedIn() {
  signOutButton.hidden = false;
  picker.hidden = false;
  campaignSelect.disabled = true;
  activitySelect.disabled = true;
  const requested = urlParam("activity");
  const [campaign] = await Promise.all([campaignOf(requested), listCampaigns()]);
  const newest = campaignSelect.options[0]?.value ?? "";
  // For an email that is not found; it cannot be chosen.
  const prompt = option("", "Choose a campaign");
  prompt.hidden = true;
  campaignSelect.prepend(prompt);
  // Enabled only now, so that the lines below cannot overwrite a choice of the user.
  campaignSelect.disabled = false;
  if (requested) return selectInPicker(requested, campaign);
  campaignSelect.value = newest;
  if (newest) await chooseCampaign(newest);
}

/** Shows what the URL says, after Back or Forward. */
async function followHistory() {
  const activity = urlParam("activity");
  if (!activity) return location.reload();
  showReport(activity, urlParam("view"));
  if (picker.hidden || campaignSelect.disabled || activitySelect.value === activity) return;
  const campaign = await campaignOf(activity);
  if (urlParam("activity") === activity) await selectInPicker(activity, campaign);
}

async function signOut() {
  try {
    await request("/auth/logout", { method: "POST" });
  } catch (error) {
    if (!isSignedOut(error)) return showProblem(error, "Signing out failed, so you are still signed in");
  }
  location.assign("/");
}

campaignSelect.addEventListener("change", () => chooseCampaign(campaignSelect.value).catch(showProblem));
activitySelect.addEventListener("change", () => {
  setUrlParams({ activity: activitySelect.value, view: "" });
  showReport(activitySelect.value);
});
addEventListener("popstate", () => followHistory().catch(showProblem));
picker.addEventListener("submit", (event) => event.preventDefault());
signOutButton.addEventListener("click", signOut);
report.addEventListener("bounces-error", ({ detail }) => {
  if (detail.code === "signed_out") showSignedOut();
});
report.addEventListener("bounces-open-email", (event) => {
  const { campaignId, activityId } = event.detail;
  event.preventDefault();
  openEmail(campaignId, activityId).catch(showProblem);
});
report.addEventListener("bounces-view-change", ({ detail }) => {
  clearTimeout(urlTimer);
  urlTimer = setTimeout(() => setUrlParams({ view: detail.view }), URL_DELAY_MS);
});

if (urlParam("activity")) showReport(urlParam("activity"), urlParam("view"));
try {
  const session = await request("/auth/session");
  sandboxNote.hidden = session.headers.get("X-Bounces-Sandbox") !== "1";
  const { authenticated } = await session.json();
  if (authenticated) await showSignedIn();
  else showSignedOut();
} catch (error) {
  showProblem(error);
}
