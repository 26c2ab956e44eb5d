import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { describeValue, type Problem } from "../../../core/problem";

/** Deeper than any configuration goes; a value that holds itself goes deeper. */
const deepest = 100;

/** As the engine takes keys: `name`, `namespace:name` or `namespace:config:name`. */
const keyShape = /^[^:]*$|^[^:]+:(config:)?[^:]+$/;

/** As the engine takes the names of projects. */
const projectName = /^[A-Za-z0-9_.-]{1,100}$/;

/**
 * Finds what the engine would refuse about a project, or take in silence for a program that declares nothing.
 * @param file - The file, for the paths.
 * @param settings - Its content.
 * @returns Every problem.
 */
export function projectProblems(
  file: string,
  { name, runtime, main, stackConfigDir }: Readonly<Record<string, unknown>>,
): Problem[] {
  const problem = (key: string, rule: string, value: unknown, hint?: string): Problem => ({
    ...{ path: `${file}: ${key}`, rule, actual: describeValue(value) },
    ...(hint === undefined ? {} : { hint }),
  });
  const isNamed = typeof name === "string" && projectName.test(name);
  const runtimeName = isFields(runtime) ? runtime.name : runtime;
  const isRun = typeof runtimeName === "string" && runtimeName !== "";
  const nameRule = "be the project's name: 1 to 100 letters, digits, dots, hyphens and underscores";
  const texts = Object.entries({ main, stackConfigDir }).filter(
    ([, value]) => value !== undefined && typeof value !== "string",
  );
  const isLost = typeof main === "string" && !existsSync(resolve(dirname(file), main));
  const mainRule = "be a file or a folder that is there";
  const mainWayOut = "Write its path from the folder of Pulumi.yaml";
  return [
    ...(isNamed ? [] : [problem("name", nameRule, name)]),
    ...(isRun ? [] : [problem("runtime", "name a language", runtime, "Write runtime: nodejs")]),
    ...(isLost ? [problem("main", mainRule, main, mainWayOut)] : []),
    ...texts.map(([key, value]) => problem(key, "be a path", value)),
  ];
}

function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

/**
 * Finds what the engine would refuse about a stack's settings without naming its place.
 * @param file - The file, for the paths.
 * @param settings - Its content.
 * @returns Every problem.
 */
export function settingsProblems(
  file: string,
  settings: Readonly<Record<string, unknown>>,
): Problem[] {
  const { config } = settings;
  const path = `${file}: config`;
  if (config === undefined || config === null) {
    return [];
  }
  if (typeof config !== "object" || Array.isArray(config)) {
    return [{ path, rule: "be a map", actual: describeValue(config) }];
  }
  return Object.entries(config).flatMap(([key, value]) => {
    const place = `${path}[${JSON.stringify(key)}]`;
    if (!keyShape.test(key)) {
      return { path: place, rule: "be named namespace:name", actual: describeValue(key) };
    }
    return valueProblem(place, value) ?? [];
  });
}

function valueProblem(path: string, value: unknown, depth = 0): Problem | undefined {
  if (typeof value === "number" && !Number.isFinite(value)) {
    return { path, rule: "hold only numbers that JSON can write", actual: `${value}` };
  }
  if (typeof value !== "object" || value === null) {
    return undefined;
  }
  if (depth === deepest) {
    return { path, rule: `be at most ${deepest} levels deep`, actual: "a value that goes deeper" };
  }
  for (const part of Object.values(value)) {
    const problem = valueProblem(path, part, depth + 1);
    if (problem !== undefined) {
      return problem;
    }
  }
  return undefined;
}
