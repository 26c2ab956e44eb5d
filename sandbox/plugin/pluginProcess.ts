import { setTimeout as sleep } from "node:timers/promises";
import { credentials } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { withoutSecrets } from "../../core/secrets";
import { visibleLine } from "../../core/visibleText";
import { runChild, type ChildResult } from "../engine/childProcess";
import { inheritedVariables } from "../inheritedVariables";
import { messageLimits, withoutProxy } from "../loopback";
import { isForeignProgram } from "./foreignProgram";

/** Why an executable is of no use as a plugin, as the end of a sentence that begins with "it". */
export class PluginFailure extends Error {
  /** Tells this error apart in logs. */
  override readonly name = "PluginFailure";
}

/** A resource plugin that runs, and listens. */
export interface PluginProcess {
  /** The way to it. */
  readonly client: ResourceProviderClient;
  /** Says how it ended, where it has, or does within a second; undefined where it runs on. */
  readonly ending: () => Promise<string | undefined>;
  /** Ends it. */
  readonly stop: () => Promise<void>;
}

/** How a plugin is started. */
export interface PluginStart {
  /** Host and port of the engine that it is for; it takes a plugin a while to miss one that is not there. */
  readonly engineAddress: string;
  /** How long it may take to say where it listens, in seconds. Defaults to 30. */
  readonly patienceSeconds?: number;
}

/** A connection breaks before it is known how the process at its other end ended. */
const endingMilliseconds = 1000;

/**
 * Starts a resource plugin as Pulumi's engine does: the engine's address is its argument, and the first line that it
 * writes is the port that it listens on. Nothing that the user has set reaches it but what finds programs and folders for
 * temporary files: no login, no proxy. Source: pulumi/pulumi v3.246.0, sdk/go/common/resource/plugin/plugin.go.
 * @param command - Absolute path of its executable.
 * @param start - For whom, and how long it may take.
 * @returns The running plugin.
 * @throws {PluginFailure} Where it cannot be run, or does not say where it listens.
 */
export async function startPlugin(command: string, start: PluginStart): Promise<PluginProcess> {
  if (isForeignProgram(command)) {
    throw new PluginFailure("it is a program for another processor");
  }
  const stop = new AbortController();
  let onLine: (line: string) => void = () => undefined;
  const firstLine = new Promise<string>((resolve) => {
    onLine = resolve;
  });
  const ending = runChild(command, [start.engineAddress], {
    environment: inheritedVariables(process.env),
    signal: stop.signal,
    onStdoutLine: (line) => onLine(line),
  }).then(endingOf, (error: NodeJS.ErrnoException) => `it cannot be run (${error.code})`);
  const end = async (): Promise<void> => {
    stop.abort();
    await ending;
  };
  const port = await portOf(firstLine, ending, start.patienceSeconds ?? 30).catch(
    async (error: unknown) => {
      await end();
      throw error;
    },
  );
  const client = new ResourceProviderClient(`127.0.0.1:${port}`, credentials.createInsecure(), {
    ...messageLimits,
    ...withoutProxy,
    // What gRPC remembers of a port would be told of the next plugin that listens there.
    "grpc.use_local_subchannel_pool": 1,
  });
  return {
    client,
    ending: () => Promise.race([ending, sleep(endingMilliseconds, undefined, { ref: false })]),
    stop: () => {
      client.close();
      return end();
    },
  };
}

async function portOf(
  firstLine: Promise<string>,
  ending: Promise<string>,
  patienceSeconds: number,
): Promise<number> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    const words = `it did not say within ${patienceSeconds} s where it listens`;
    timer = setTimeout(() => reject(new PluginFailure(words)), patienceSeconds * 1000);
  });
  const early = ending.then((words) => {
    throw new PluginFailure(words);
  });
  try {
    const line = await Promise.race([firstLine, early, late]);
    const port = /^\s*(\d{1,5})\s*$/.exec(line)?.[1];
    if (port === undefined || Number(port) === 0 || Number(port) > 65_535) {
      throw new PluginFailure(`it says ${JSON.stringify(told(line))} where its port must stand`);
    }
    return Number(port);
  } finally {
    clearTimeout(timer);
  }
}

function endingOf({ exitCode, stderr }: ChildResult): string {
  const how =
    exitCode === null ? "it was ended by a signal" : `it ended with exit code ${exitCode}`;
  const last = stderr.trim().split("\n").at(-1) ?? "";
  return last === "" ? how : `${how}: ${told(last)}`;
}

/** What a stranger's program writes, fit for an error: one line, not long, without secrets. */
function told(line: string): string {
  return visibleLine(withoutSecrets(line)).slice(0, 200);
}
