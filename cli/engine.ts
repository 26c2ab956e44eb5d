import { findEngine, type EngineSource } from "../sandbox/engine";
import { Progress } from "./progress";
import type { Terminal } from "./terminal";

/** How each source of an engine reads in a sentence. */
export const sourceTitles = {
  path: "found on PATH",
  STEADY_EDGE_ENGINE: "named by STEADY_EDGE_ENGINE",
  installer: "fetched from the official release",
  build: "built from its Go module",
} satisfies Record<EngineSource, string>;

/**
 * `steady-edge engine`: says which engine the sandbox uses, making one when there is none.
 * @param terminal - Where to read and write.
 */
export async function engineCommand(terminal: Terminal): Promise<void> {
  const progress = new Progress(terminal);
  const { environment, signal } = terminal;
  const engine = await findEngine({
    environment,
    signal,
    onProgress: (step) => progress.step(step),
  }).finally(() => progress.stop());
  const host = engine.hasNodejsHost ? "its own" : "the sandbox's";
  terminal.out(
    [
      `Pulumi ${engine.version}, ${sourceTitles[engine.source]}`,
      `  executable:    ${engine.command}`,
      `  language host: ${host}`,
      "",
    ].join("\n"),
  );
}
