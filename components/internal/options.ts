import { closest, distance } from "fastest-levenshtein";
import type { Problem } from "../../core/problem";
import { ProblemList } from "./checked";
import { unknownNameProblem } from "../../core/schemaProblems";

/**
 * Names of resource options, those that only custom resources heed among them.
 * Source: `@pulumi/pulumi` 3.248.0, ResourceOptions, CustomResourceOptions and ComponentResourceOptions.
 */
const optionNames: readonly string[] = [
  "additionalSecretOutputs",
  "aliases",
  "customTimeouts",
  "deleteBeforeReplace",
  "deletedWith",
  "dependsOn",
  "envVarMappings",
  "hideDiffs",
  "hooks",
  "id",
  "ignoreChanges",
  "import",
  "parent",
  "pluginDownloadURL",
  "protect",
  "provider",
  "providers",
  "replaceOnChanges",
  "replaceWith",
  "replacementTrigger",
  "retainOnDelete",
  "transformations",
  "transforms",
  "urn",
  "version",
];

/** How many letters of an option's name a slip has wrong, added or missing: two swapped letters are two. */
const slipEdits = 2;

/** Names up to this length are too near to too many others. */
const shortNameLength = 4;

/**
 * Checks the options and the arguments of a component, so that one error lists what is wrong with either.
 * @param subject - Whose they are, for example `DnsRecords "site"`.
 * @param opts - The options that the user gave.
 * @param settle - Checks the arguments: adds its problems to the list, or throws as the list does.
 * @returns What `settle` returned.
 * @throws One error with all problems, before anything is registered.
 */
export function checkedWithOptions<T>(
  subject: string,
  opts: object | undefined,
  settle: (problems: ProblemList) => T,
): T {
  const problems = new ProblemList();
  problems.add(...optionProblems(opts));
  const settled = problems.gather("", () => settle(problems));
  problems.throwIfAny(subject);
  // What threw has left a problem.
  return settled as T;
}

/**
 * Finds misspelt options: Pulumi passes them by, and what was to be protected is not. Names that are no slips of known ones are left
 * alone, since a newer SDK may know them.
 * @param opts - The options that the user gave.
 * @returns A problem for each.
 */
export function optionProblems(opts: object | undefined): readonly Problem[] {
  return Object.entries(opts ?? {}).flatMap(([name, value]) => {
    const isKnown = value === undefined || name.startsWith("__") || optionNames.includes(name);
    const meant = isKnown ? undefined : meantOption(name);
    return meant === undefined
      ? []
      : [unknownNameProblem(`opts.${name}`, "option", optionNames, meant)];
  });
}

/** The option of which a name is a slip: the same letters in another case, or nearly the same ones. */
function meantOption(name: string): string | undefined {
  const sameLetters = optionNames.find((known) => known.toLowerCase() === name.toLowerCase());
  const longNames = optionNames.filter(({ length }) => length > shortNameLength);
  const nearest = closest(name, longNames);
  return sameLetters ?? (distance(name, nearest) <= slipEdits ? nearest : undefined);
}
