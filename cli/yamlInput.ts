import { parse } from "yaml";
import { isNestedTooDeeply, mostLevels } from "../sandbox/engine/project/yamlFile";
import { fileError, readInput } from "./inputFile";

/** Bytes of the longest file: YAML takes a hundred times as much memory as its text. */
const longestBytes = 2 ** 20;

/**
 * Reads a file of YAML or JSON that a person wrote.
 * @param file - Its path, or `-` for standard input.
 * @param signal - Fires when nobody waits for it any longer.
 * @returns What stands in it.
 * @throws SandboxError where it cannot be read or is no YAML.
 */
export async function readYamlInput(file: string, signal: AbortSignal): Promise<unknown> {
  const text = await readInput(file, signal, longestBytes);
  if (isNestedTooDeeply(text)) {
    throw fileError(file, { rule: `be nested at most ${mostLevels} levels deep`, actual: "more" });
  }
  try {
    return parse(text);
  } catch (error) {
    const [first = ""] = (error as Error).message.split("\n", 1);
    throw fileError(file, { rule: "be YAML or JSON", actual: first.replace(/:$/, "") });
  }
}
