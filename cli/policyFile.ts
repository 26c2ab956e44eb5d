import { parse } from "yaml";
import { readPolicyConfiguration, type PolicyConfiguration } from "../checks/policy/configuration";
import { fileError, readInput } from "./inputFile";

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
  const text = await readInput(file, signal);
  return readPolicyConfiguration(parsed(file, text));
}

function parsed(file: string, text: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    const [first = ""] = (error as Error).message.split("\n", 1);
    throw fileError(file, { rule: "be YAML or JSON", got: first.replace(/:$/, "") });
  }
}
