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

/** A program that is up in a cloud of its own. */
interface Deployed {
  readonly cloud: Cloud;
  readonly stateDirectory: string;
  readonly stop: () => Promise<void>;
}

/**
 * Makes the plans of cases. Those that start from the same program, in an account that nobody touches, are planned over one
 * deployment of it, for a preview changes nothing.
 */
export class PlanMaker {
  readonly #engine: Engine;
  readonly #shared: ReadonlySet<CorpusCase>;
  readonly #deployed = new Map<Program | undefined, Promise<Deployed>>();

  /**
   * Makes none yet.
   * @param engine - The engine.
   * @param cases - The cases of which plans will be made.
   */
  constructor(engine: Engine, cases: readonly CorpusCase[]) {
    this.#engine = engine;
    const untouched = cases.filter(
      ({ zones, given, between }) => (zones ?? given ?? between) === undefined,
    );
    this.#shared = new Set(
      untouched.filter(({ before }) => untouched.filter((one) => one.before === before).length > 1),
    );
  }

  /**
   * Brings the program of before up, unless it is, and has the engine preview the other one.
   * @param corpusCase - The two programs.
   */
  async make(corpusCase: CorpusCase): Promise<MadePlan> {
    if (this.#shared.has(corpusCase)) {
      const { before } = corpusCase;
      const deployed = this.#deployed.get(before) ?? deploy(this.#engine, corpusCase);
      this.#deployed.set(before, deployed);
      return preview(this.#engine, await deployed, corpusCase);
    }
    const deployed = await deploy(this.#engine, corpusCase);
    try {
      corpusCase.between?.(deployed.cloud);
      return await preview(this.#engine, deployed, corpusCase);
    } finally {
      await deployed.stop();
    }
  }

  /** Takes down what cases share. */
  async close(): Promise<void> {
    // What failed to come up has cleared away after itself.
    for (const deployed of await Promise.allSettled(this.#deployed.values())) {
      await (deployed.status === "fulfilled" ? deployed.value.stop() : undefined);
    }
  }
}

async function deploy(engine: Engine, { zones, given, before }: CorpusCase): Promise<Deployed> {
  const stateDirectory = mkdtempSync(path.join(tmpdir(), "steady-edge-corpus-"));
  const cloud = await startCloud(zones === undefined ? {} : { zones });
  const stop = async (): Promise<void> => {
    await cloud.stop();
    rmSync(stateDirectory, { recursive: true, force: true });
  };
  try {
    given?.(cloud);
    const stack = await runProgram(cloud, inline(before), {
      ...{ engine, projectName: project, stackName, stateDirectory },
    });
    try {
      if (before !== undefined) {
        await stack.up();
      }
    } finally {
      await stack.close();
    }
    return { cloud, stateDirectory, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function inline(program: Program = () => undefined): () => Promise<void> {
  return () => Promise.resolve(program());
}

/** The sandbox runs previews for their events; here the engine writes what users keep. */
async function preview(
  engine: Engine,
  { cloud, stateDirectory }: Deployed,
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
