import { visibleLine } from "../core/visibleText";
import type { ReportLine, Translation } from "./translation";

/**
 * Writes a line of the report as a sentence or two.
 * @param line - The line.
 */
export function reportSentence({ url, setting, kind, text, instead }: ReportLine): string {
  const subject = setting === undefined ? url : `${url}: ${setting}`;
  return visibleLine(`${subject} (${kind}): ${text}. ${instead}`);
}

/**
 * Writes a translation as a piece of a program in TypeScript.
 * @param translation - The translation.
 * @returns A module that compiles, whatever the page rules hold.
 */
export function programOf({ args, report }: Translation): string {
  const remarks = report.map((line) => `//   - ${reportSentence(line)}\n`);
  return [
    'import type { EdgeRulesArgs } from "steady-edge";\n\n',
    "// The page rules of the zone. Give them to the one EdgeRules of the zone, beside zoneId, zoneName and plan:\n",
    '// new EdgeRules("example", { zoneId, zoneName, ...pageRules }). They win over page rules, which can go once they are in force.\n',
    ...(remarks.length === 0 ? [] : ["// What they do not do, or do otherwise:\n", ...remarks]),
    `export const pageRules = ${literal(args, "")} satisfies Partial<EdgeRulesArgs>;\n`,
  ].join("");
}

/** Writes a plain value as a literal of TypeScript. */
function literal(value: unknown, indent: string): string {
  const inner = `${indent}  `;
  if (typeof value === "string") {
    return quoted(value);
  }
  if (typeof value !== "object" || value === null) {
    return String(value);
  }
  const members = Array.isArray(value)
    ? value.map((each) => `${inner}${literal(each, inner)},\n`)
    : Object.entries(value).map(([name, each]) => `${inner}${name}: ${literal(each, inner)},\n`);
  const [open, close] = Array.isArray(value) ? ["[", "]"] : ["{", "}"];
  return members.length === 0 ? `${open}${close}` : `${open}\n${members.join("")}${indent}${close}`;
}

/** Writes a text in the quotes that need the fewest escapes. */
function quoted(text: string): string {
  return /^[\x20-\x7e]*$/.test(text) && text.includes('"') && !/['\\]/.test(text)
    ? `'${text}'`
    : JSON.stringify(text);
}

/**
 * Says how much was translated.
 * @param translation - The translation.
 */
export function summaryOf({ args, report }: Translation): string {
  const { zoneName: _name, fragments = [], ...lists } = args;
  const ofFragments = fragments.flatMap(({ rules }) => rules as readonly unknown[]);
  const count = [...Object.values(lists).flat(), ...ofFragments].length;
  return `${count} rules, ${report.length} remarks`;
}
