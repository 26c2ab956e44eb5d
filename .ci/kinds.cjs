// The kinds of project that docs/project.md tells how to set up, and what differs between them.
const { blocksUnder } = require("./pages.cjs");

const page = "docs/project.md";
const template = "TypeScript, as in Pulumi's templates";

/** The names that the library promises at its front door. */
const exported = [
  "DnsRecords",
  "StrictTls",
  "FailoverLoadBalancer",
  "OriginFirewall",
  "HealthAlerts",
  "ResilientSite",
];

/** Uses every door of the package, in a form that is TypeScript and ECMAScript module alike. */
const doors = `
import * as library from "steady-edge";
import { judgePlan, policies } from "steady-edge/policy";
import { runProgram, startCloud } from "steady-edge/testing";
for (const name of ${JSON.stringify(exported)} as const) {
  if (typeof library[name] !== "function") throw new Error(name);
}
export const doors = [judgePlan, policies, runProgram, startCloud].map(({ name }) => name);
`;

/** Puts one text in the place of another, which must be there: a page that says it otherwise would be followed unchanged. */
function swap(text, from, to) {
  if (!text.includes(from)) {
    throw new Error(`${page} no longer says ${from}`);
  }
  return text.replace(from, to);
}

const asModule = (program) => `${program}${doors.replace(" as const", "")}`;
const asCommonJs = (program) =>
  asModule(program)
    .replace(/^import \* as (\w+) from (".*");$/gm, "const $1 = require($2);")
    .replace(/^import (\{.*\}) from (".*");$/gm, "const $1 = require($2);")
    .replace(/^export const (\w+) = /gm, "exports.$1 = ");
const asTypeScript = (program) => `${program}${doors}`;
const unchanged = (text) => text;

/** Each kind: the heading of its section, how the program is written in it, and how its files differ from that section's. */
const kinds = [
  { name: "typescript", heading: template, write: asTypeScript, adapt: unchanged },
  {
    name: "typescript-classic",
    heading: template,
    write: asTypeScript,
    adapt: (text, file) =>
      file === "tsconfig.json"
        ? swap(
            swap(text, '"module": "nodenext"', '"module": "commonjs"'),
            '"moduleResolution": "nodenext"',
            '"moduleResolution": "node"',
          )
        : text,
  },
  {
    name: "typescript-modules",
    heading: "TypeScript and ECMAScript modules",
    write: asTypeScript,
    adapt: unchanged,
  },
  { name: "javascript-modules", heading: "JavaScript", write: asModule, adapt: unchanged },
  {
    name: "javascript",
    heading: "JavaScript",
    write: asCommonJs,
    adapt: (text, file) => (file === "package.json" ? swap(text, ' "type": "module",', "") : text),
  },
].map((kind) => ({
  ...kind,
  isTypeScript: kind.name.startsWith("typescript"),
  blocks: blocksUnder(page, kind.heading),
}));

module.exports = { kinds, page, swap };
