import { snakeCase } from "../../../core/snakeCase";
import { unknownValue } from "../../../core/known";
import type { ResourceRules } from "../../../facts/resourceRules";
import { ownEntry } from "../../../core/ownEntry";
import { isAbsent, type Properties, type PropertyValue } from "../values";
import type { ProviderName } from "./handler";
import { valuesAt } from "./paths";

/** What a provider checks before any call, told in the words of that provider. */
interface Voice {
  readonly sameCase: boolean;
  oneOf(path: string, allowed: readonly (string | number)[], actual: string): string;
  between(path: string, least: number, most: number, actual: string): string;
}

/** Providers of one framework speak alike; only Cloudflare's compares without case. */
const frameworkVoice: Voice = {
  sameCase: true,
  oneOf: (path, allowed, actual) =>
    `Attribute ${path} value must be one of: [${allowed.map((one) => JSON.stringify(one)).join(" ")}], got: ${actual}`,
  between: (path, least, most, actual) =>
    `Attribute ${path} value must be between ${least} and ${most}, got: ${actual}`,
};

/** Providers of the SDK before it do too. */
const sdkVoice: Voice = {
  sameCase: true,
  oneOf: (path, allowed, actual) =>
    `expected ${path} to be one of ${JSON.stringify(allowed)}, got ${actual}`,
  between: (path, least, most, actual) =>
    `expected ${path} to be in the range (${least} - ${most}), got ${actual}`,
};

const voices: Readonly<Record<ProviderName, Voice>> = {
  cloudflare: { ...frameworkVoice, sameCase: false },
  tls: frameworkVoice,
  aws: sdkVoice,
  newrelic: sdkVoice,
};

/**
 * Holds properties against the tables of facts, as the provider does in a preview.
 * @param inputs - What the program gives; unknown values pass.
 * @param rules - The row of the resource type.
 * @param service - Whose words to use. The Cloudflare provider compares enumerated values without case.
 * @param secrets - Names of the secret properties; their values are not shown.
 * @returns One sentence per problem.
 */
export function checkRules(
  inputs: Properties,
  rules: ResourceRules,
  service: ProviderName,
  secrets: ReadonlySet<string>,
): string[] {
  const voice = voices[service];
  const shown = (path: string, value: PropertyValue) =>
    secrets.has(path.split(".")[0] ?? "") ? "[secret]" : JSON.stringify(value);
  const problems: string[] = [];
  for (const [path, allowed] of Object.entries(rules.oneOf ?? {})) {
    for (const { path: at, value } of valuesAt(inputs, path)) {
      if (value !== unknownValue && !isAmong(value, allowed, voice.sameCase)) {
        problems.push(voice.oneOf(snakeCase(at), allowed, shown(path, value)));
      }
    }
  }
  for (const [path, [least, most]] of Object.entries(rules.between ?? {})) {
    for (const { path: at, value } of valuesAt(inputs, path)) {
      const off = value === 0 && rules.orZero?.includes(path) === true;
      if (typeof value === "number" && !off && !(value >= least && value <= most)) {
        problems.push(voice.between(snakeCase(at), least, most, shown(path, value)));
      }
    }
  }
  for (const name of rules.dynamic ?? []) {
    if (secrets.has(name)) {
      problems.push(`${name}: secrets inside dynamically typed blocks are not yet supported`);
    }
  }
  return [...problems, ...checkCompany(inputs, rules)];
}

function checkCompany(inputs: Properties, rules: ResourceRules): string[] {
  const given = (names: readonly string[]) =>
    names.filter((name) => !isAbsent(ownEntry(inputs, name)));
  const problems: string[] = [];
  for (const names of rules.conflicts ?? []) {
    const [first, second] = given(names).map(snakeCase);
    if (first !== undefined && second !== undefined) {
      problems.push(`Attribute "${second}" cannot be specified when "${first}" is specified`);
    }
  }
  for (const names of rules.exactlyOne ?? []) {
    const count = given(names).length;
    if (count !== 1) {
      const all = names.map(snakeCase).join(",");
      problems.push(
        count === 0
          ? `No attribute specified when one (and only one) of [${all}] is required`
          : `${count} attributes specified when one (and only one) of [${all}] is required`,
      );
    }
  }
  return problems;
}

function isAmong(
  value: PropertyValue,
  allowed: readonly (string | number)[],
  sameCase: boolean,
): boolean {
  const fold = (one: PropertyValue) =>
    typeof one === "string" && !sameCase ? one.toLowerCase() : one;
  return allowed.some((one) => fold(one) === fold(value));
}
