import { LoopbackStack } from "./loopbackStack";
import { NamespaceStack } from "./namespaceStack";
import type { NetworkStack } from "./networkStack";

/**
 * Starts a network stack: a namespace of its own where one can be had, which many hosts forbid; else this machine's loopback addresses.
 * @param searchPath - The value of PATH.
 */
export async function chosenStack(searchPath: string | undefined): Promise<NetworkStack> {
  const found = await NamespaceStack.tryStart(searchPath);
  return typeof found === "string" ? LoopbackStack.start(found) : found;
}
