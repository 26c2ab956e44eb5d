import { parse } from "yaml";
import { readPolicyConfiguration, type PolicyConfiguration } from "../checks/policy/configuration";
import { isNestedTooDeeply, mostLevels } from "../sandbox/engine/project/yamlFile";
import { fileError, readInput } from "./inputFile";

/** Bytes of the longest policy file: YAML takes a hundred times as much memory as its text. */
const longestPolicyBytes = 2 ** 20;

/**
 * Reads how the rules are to be applied.
 * @param file - Path of a YAML or JSON file.
 * @param signal - Fires when nobody waits for it any longer.
 * @returns The configuration.
 * @throws SandboxError where the file cannot be read or is no YAML.
 * @throws PolicyConfigurationError for a configuration that cannot be used.
 */
export async function readPolicyFile(
  file: string,
  signal: AbortSignal,
): Promise<PolicyConfiguration> {
  const text = await readInput(file, signal, longestPolicyBytes);
  return readPolicyConfiguration(parsed(file, text));
}

function parsed(file: string, text: string): unknown {
  if (isNestedTooDeeply(text)) {
    throw fileError(file, { rule: `be nested at most ${mostLevels} levels deep`, got: "more" });
  }
  try {
    return parse(text);
  } catch (error) {
    const [first = ""] = (error as Error).message.split("\n", 1);
    throw fileError(file, { rule: "be YAML or JSON", got: first.replace(/:$/, "") });
  }
}
