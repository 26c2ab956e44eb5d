import { readPolicyConfiguration, type PolicyConfiguration } from "../checks/policy/configuration";
import { readYamlInput } from "./yamlInput";

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
  return readPolicyConfiguration(await readYamlInput(file, signal));
}
