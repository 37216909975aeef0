// The playground: a form of all attributes and custom properties, made from the package's manifest.

import { codeFor, FRAMEWORKS } from "./code_samples.js";

/** @param {string} id */
const byId = (id) => document.getElementById(id);
const load = async (/** @type {string} */ file) => (await fetch(file)).json();

const [report, form] = [document.querySelector("bounces-report"), document.querySelector("form")];
const [{ modules }, data] = await Promise.all([load("custom-elements.json"), load("report.json")]);
const [{ attributes, cssProperties, events }] = modules[0].declarations;

/** What the report here does not use: it has its data. */
const UNUSED = ["campaign-activity-id", "api-base", "auth-base"];
const EXAMPLES = { "campaign-activity-id": "98edac88-f4bc-408c-9e64-acd890384231" };

/** A label with its field. */
function field(name, input, hint) {
  const label = document.createElement("label");
  input.name = name;
  label.append(name, input);
  label.title = hint;
  return label;
}

function attributeField({ name, type, description, default: value }) {
  const values = [...type.text.matchAll(/"([^"]+)"/g)].map(([, value]) => value);
  const input = document.createElement(values.length > 0 ? "select" : "input");
  for (const value of values.length > 0 ? ["", ...values] : []) input.append(new Option(value || "(default)", value));
  if (value && values.length === 0) input.placeholder = JSON.parse(value);
  return field(name, input, description);
}

function tokenField({ name, description, default: value }) {
  const input = document.createElement("input");
  input.placeholder = value;
  return field(name, input, description);
}

byId("attributes").append(...attributes.filter(({ name }) => !UNUSED.includes(name)).map(attributeField));
byId("tokens").append(...cssProperties.filter(({ name }) => !/-(light|dark)$/.test(name)).map(tokenField));
byId("framework").append(...FRAMEWORKS.map((name) => new Option(name)));

/** What differs from the defaults. */
function choice() {
  const entries = [...new FormData(form)].filter(([, value]) => value !== "");
  return {
    attributes: { ...EXAMPLES, ...Object.fromEntries(entries.filter(([name]) => !name.startsWith("--"))) },
    tokens: Object.fromEntries(entries.filter(([name]) => name.startsWith("--"))),
  };
}

function update() {
  const chosen = choice();
  for (const { name } of attributes.filter(({ name }) => !UNUSED.includes(name))) {
    const value = chosen.attributes[name];
    if (value === undefined) report.removeAttribute(name);
    else if (report.getAttribute(name) !== value) report.setAttribute(name, value);
  }
  for (const { name } of cssProperties) report.style.setProperty(name, chosen.tokens[name] ?? "");
  byId("code").textContent = codeFor(byId("framework").value, chosen);
}

const MAX_EVENTS = 100;
for (const { name } of events) {
  report.addEventListener(name, ({ detail }) => {
    const line = document.createElement("li");
    line.textContent = `${name} ${JSON.stringify(detail)?.slice(0, 300) ?? ""}`;
    byId("events").prepend(line);
    while (byId("events").childElementCount > MAX_EVENTS) byId("events").lastElementChild.remove();
  });
}

form.addEventListener("input", update);
form.addEventListener("reset", () => setTimeout(update));
form.addEventListener("submit", (event) => event.preventDefault());
byId("framework").addEventListener("change", update);
byId("copy").addEventListener("click", () => navigator.clipboard.writeText(byId("code").textContent));
byId("forget").addEventListener("click", () => byId("events").replaceChildren());
report.data = data;
update();
