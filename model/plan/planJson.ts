import { describeValue } from "../../core/problem";
import { UnreadablePlan } from "./unreadablePlan";
import { isFields, type Fields } from "./fields";

/** What can be read: JSON as text, or already parsed. */
export type PlanInput = string | object;

/** What is to be read, for the errors. */
export interface Expected {
  /** What the caller calls it: `plan`, `base`, or a part of either. */
  readonly path: string;
  /** What it should be, to be read after "be". */
  readonly what: string;
  /** The command that makes it. */
  readonly command: string;
}

/**
 * Parses the JSON of a plan.
 * @param input - JSON text, or what it says.
 * @param expected - What it should be, for the error.
 * @returns The parsed JSON.
 * @throws {UnreadablePlan} Where the text is empty, no JSON, or cut off.
 */
export function parsePlanJson(input: PlanInput, expected: Expected): unknown {
  if (typeof input !== "string") {
    return input;
  }
  const { path, what, command } = expected;
  const text = input.replace(/^\uFEFF/, "").trim();
  if (text === "") {
    throw otherThan(expected, "an empty file");
  }
  try {
    return JSON.parse(text);
  } catch {
    const cut = /^[[{]/.test(text);
    throw new UnreadablePlan({
      path,
      rule: `be ${what}`,
      actual: cut ? "JSON that is cut off or damaged" : "text that is not JSON",
      hint: cut
        ? "Write the file again and see that the command that makes it ends well"
        : `Keep standard error out of the file, and make it with: ${command}`,
    });
  }
}

/**
 * Makes the error for JSON that some other tool wrote.
 * @param json - The parsed JSON.
 * @param expected - What it should be.
 * @returns The error, which says what it seems to be.
 */
export function otherJson(json: unknown, expected: Expected): UnreadablePlan {
  return otherThan(expected, seeming(json));
}

function otherThan({ path, what, command }: Expected, actual: string): UnreadablePlan {
  return new UnreadablePlan({
    path,
    rule: `be ${what}`,
    actual,
    hint: `Make one with: ${command}`,
  });
}

function seeming(json: unknown): string {
  if (!isFields(json)) {
    return Array.isArray(json) ? seemingList(json) : describeValue(json);
  }
  const mark = otherTools.find(([name]) => Object.hasOwn(json, name));
  if (mark !== undefined) {
    return mark[1];
  }
  const names = Object.keys(json).slice(0, 4).join(", ");
  return names === "" ? "an empty object" : `an object with ${names}`;
}

/** What only the JSON of one other command has, and what that is. */
const otherTools = [
  ["terraform_version", "a plan or state of Terraform"],
  ["format_version", "a plan or state of Terraform"],
  ["terraform", "a plan or state of Terraform"],
  ["AWSTemplateFormatVersion", "something of CloudFormation"],
  ["Changes", "something of CloudFormation"],
  ["resourcePlans", "what pulumi preview --save-plan writes"],
] as const;

function seemingList(list: readonly unknown[]): string {
  return list.length === 0 ? "an empty list" : "a JSON list of something else";
}

/**
 * Reads a field that should hold a list of objects.
 * @param value - The field.
 * @param path - Where it stands, for the error.
 * @returns The objects; empty where the field is not set.
 * @throws {UnreadablePlan} Where it is something else.
 */
export function objectsIn(value: unknown, path: string): Fields[] {
  if (value === undefined || value === null) {
    return [];
  }
  if (!Array.isArray(value) || !value.every(isFields)) {
    throw new UnreadablePlan({
      path,
      rule: "be a list of objects",
      actual: describeValue(
        Array.isArray(value) ? value.find((each) => !isFields(each)) : typeof value,
      ),
      hint: "A newer engine may write it otherwise: update this package",
    });
  }
  return value;
}

const terminalColours = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, "g");

/**
 * Takes the engine's colour codes out of a message.
 * @param message - What the engine wrote.
 * @returns The bare text, trimmed.
 */
export function bareMessage(message: unknown): string {
  const text = typeof message === "string" ? message : "";
  return text
    .replace(/<\{%[^%]*%\}>/g, "")
    .replace(terminalColours, "")
    .trim();
}
