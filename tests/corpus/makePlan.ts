import { expect } from "chai";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { EngineCommand } from "../../sandbox/engine/acquire/engineCommand";
import { engineEnvironment, stateFolders } from "../../sandbox/engine/workspace/environment";
import { listenToEvents } from "../../sandbox/engine/host/events";
import { serveInline } from "../../sandbox/engine/host/inlineProgram";
import { runProgram, startCloud, type Cloud, type Engine } from "../../sandbox/testing";
import type { EngineEvent } from "../../sandbox/engine";
import { withPlainStacks } from "../support/stackTraces";
import type { CorpusCase, Program } from "./corpusCase";

const project = "shop";
const stackName = "production";

/** What the engine wrote about one preview. */
export interface MadePlan {
  /** Standard output of `pulumi preview --json --show-sames`. */
  readonly json: string;
  /** The events of the same run. */
  readonly events: readonly EngineEvent[];
}

/**
 * Brings the program of before up in a cloud of its own, and has the engine preview the other one.
 * @param engine - The engine.
 * @param corpusCase - The two programs.
 */
export async function makePlan(engine: Engine, corpusCase: CorpusCase): Promise<MadePlan> {
  const stateDirectory = mkdtempSync(path.join(tmpdir(), "steady-edge-corpus-"));
  const { zones } = corpusCase;
  const cloud = await startCloud(zones === undefined ? {} : { zones });
  try {
    corpusCase.given?.(cloud);
    const stack = await runProgram(cloud, inline(corpusCase.before), {
      ...{ engine, projectName: project, stackName, stateDirectory },
    });
    try {
      if (corpusCase.before !== undefined) {
        await stack.up();
      }
      corpusCase.between?.(cloud);
      return await preview(engine, cloud, stateDirectory, corpusCase);
    } finally {
      await stack.close();
    }
  } finally {
    await cloud.stop();
    rmSync(stateDirectory, { recursive: true, force: true });
  }
}

function inline(program: Program = () => undefined): () => Promise<void> {
  return () => withPlainStacks(() => Promise.resolve(program()));
}

/** The sandbox runs previews for their events; here the engine writes what users keep. */
async function preview(
  engine: Engine,
  cloud: Cloud,
  stateDirectory: string,
  { after, refresh, fails }: CorpusCase,
): Promise<MadePlan> {
  const folders = stateFolders(stateDirectory);
  const environment = engineEnvironment({
    ...{ engine, stateDirectory },
    additions: { PULUMI_DEBUG_PROVIDERS: cloud.debugProviders },
  });
  const sink = await listenToEvents();
  const program = await serveInline({ name: project, program: inline(after) });
  try {
    const command = new EngineCommand(engine, environment, undefined);
    const { exitCode, stdout, stderr } = await command.run(folders.stackProject, [
      ...["preview", "--json", "--show-sames", "--stack", stackName],
      ...["--config-file", path.join(folders.config, `Pulumi.${stackName}.yaml`)],
      ...["--event-log", sink.address, `--client=127.0.0.1:${program.port}`],
      ...(refresh === true ? ["--refresh"] : []),
    ]);
    await sink.stop();
    expect(exitCode !== 0, `${stderr}${stdout}`).to.equal(fails === true);
    return { json: stdout, events: sink.events };
  } finally {
    program.stop();
    await sink.stop();
  }
}
