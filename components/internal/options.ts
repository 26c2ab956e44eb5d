import { nearestName } from "../../facts/nearestName";
import { ProblemList } from "./checked";
import { unknownNameProblem } from "./shapes";

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

/**
 * Throws where an option of a component is misspelt: Pulumi passes it by, and what was to be protected is not. Names that are
 * near none are left alone, since a newer SDK may know them.
 * @param subject - Whose options they are, for example `DnsRecords "site"`.
 * @param opts - What the user gave.
 */
export function requireOptions(subject: string, opts: object | undefined): void {
  const problems = new ProblemList();
  for (const [name, value] of Object.entries(opts ?? {})) {
    const isKnown = value === undefined || name.startsWith("__") || optionNames.includes(name);
    if (!isKnown && nearestName(name, optionNames) !== undefined) {
      problems.add(unknownNameProblem(`opts.${name}`, name, optionNames));
    }
  }
  problems.throwIfAny(subject);
}
