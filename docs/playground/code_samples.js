// The code to copy, by framework, for the attributes and custom properties that differ from their defaults.

/** @typedef {{ attributes: Record<string, string>, tokens: Record<string, string> }} Choice */

const quoted = (text) => JSON.stringify(text);
const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;");

const camelCase = (name) => name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());

/** The tag with attributes, and whatever the framework adds. */
const tag = ({ attributes }, added, close, nameOf = (name) => name) => {
  const own = Object.entries(attributes).map(([name, value]) => `${nameOf(name)}="${escaped(value)}"`);
  return `<bounces-report${[...own, ...added].map((part) => `\n  ${part}`).join("")}${close}`;
};

const style = ({ tokens }) => {
  const lines = Object.entries(tokens).map(([name, value]) => `  ${name}: ${value};`);
  return lines.length > 0 ? `/* In your style sheet: */\nbounces-report {\n${lines.join("\n")}\n}\n` : "";
};

const SAMPLES = {
  HTML: (choice) =>
    `<script type="module" src="/bounces/bounces-report.js"></script>\n${tag(choice, [], "\n></bounces-report>")}`,
  JavaScript: ({ attributes }) => {
    const lines = Object.entries(attributes).map(
      ([name, value]) => `report.setAttribute(${quoted(name)}, ${quoted(value)});`,
    );
    return [
      'import "bounces-report";',
      "",
      'const report = document.createElement("bounces-report");',
      ...lines,
      'report.addEventListener("bounces-load", ({ detail }) => console.log(detail.rows));',
      "document.body.append(report);",
    ].join("\n");
  },
  // TypeScript does not check names with a hyphen in JSX.
  React: (choice) =>
    `import "bounces-report/react";\n\n${tag(choice, ["onbounces-load={({ detail }) => console.log(detail.rows)}"], "\n/>", camelCase)}`,
  Vue: (choice) =>
    `import "bounces-report/vue";\n\n${tag(choice, ['@bounces-load="({ detail }) => console.log(detail.rows)"'], "\n/>")}`,
  Svelte: (choice) =>
    `import "bounces-report/svelte";\n\n${tag(choice, ["onbounces-load={({ detail }) => console.log(detail.rows)}"], "\n></bounces-report>")}`,
  Angular: (choice) =>
    `import "bounces-report";\n\n${tag(choice, ['(bounces-load)="loaded($event.detail.rows)"'], "\n/>")}`,
};

export const FRAMEWORKS = Object.keys(SAMPLES);

/**
 * @param {string} framework
 * @param {Choice} choice
 */
export const codeFor = (framework, choice) => [SAMPLES[framework](choice), style(choice)].filter(Boolean).join("\n\n");
