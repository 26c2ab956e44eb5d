import { performance } from "node:perf_hooks";
import { Metadata, status } from "@grpc/grpc-js";
import { ProviderHandshakeRequest } from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { PluginFailure, startPlugin, type PluginProcess } from "./pluginProcess";

/** Port of the address that stands in the place of an engine's where there is none: nothing listens on it. */
const noEngine = "127.0.0.1:1";

/**
 * How long Pulumi's engine waits for a provider that it attaches to, until its greeting is answered, in seconds.
 * Source: pulumi/pulumi v3.246.0, sdk/go/common/resource/plugin/plugin.go, pluginRPCConnectionTimeout.
 */
export const engineSeconds = 10;

/** How long is waited for a plugin. */
export interface Patience {
  /** How long it may take to say where it listens, and as long again for each answer, in seconds. Defaults to 30. */
  readonly seconds?: number;
  /** How long the engine will wait for all of it, in seconds. Defaults to what Pulumi's waits. */
  readonly engineSeconds?: number;
}

/**
 * Starts a plugin for as long as it takes to greet it as the engine will, and to ask it for its version.
 * @param command - Absolute path of its executable.
 * @param patience - How long it may take.
 * @returns The version without a leading v.
 * @throws {PluginFailure} Where it is no resource plugin, or takes longer than the engine waits.
 */
export async function tryPlugin(command: string, patience: Patience = {}): Promise<string> {
  const limit = patience.engineSeconds ?? engineSeconds;
  const first = await trial(command, patience.seconds ?? 30);
  if (first.seconds <= limit) {
    return first.version;
  }
  // A disk that was cold is so once.
  const { seconds, version } = await trial(command, patience.seconds ?? 30);
  if (seconds > limit) {
    throw new PluginFailure(
      `it takes ${Math.round(seconds)} s until it answers, and the engine waits ${limit} s`,
    );
  }
  return version;
}

/** What came of one start. */
interface Trial {
  readonly version: string;
  /** From the start until the greeting was answered. */
  readonly seconds: number;
}

async function trial(command: string, patienceSeconds: number): Promise<Trial> {
  const began = performance.now();
  const running = await startPlugin(command, { engineAddress: noEngine, patienceSeconds });
  try {
    const deadline = (): Date => new Date(Date.now() + patienceSeconds * 1000);
    await greeted(running, deadline());
    const seconds = (performance.now() - began) / 1000;
    return { version: await versionOf(running, deadline()), seconds };
  } finally {
    await running.stop();
  }
}

/** Whatever it answers is for the engine to judge, as long as it answers: plugins may not know the greeting. */
function greeted({ client, ending }: PluginProcess, deadline: Date): Promise<void> {
  const request = new ProviderHandshakeRequest();
  request.setEngineAddress(noEngine);
  return new Promise((resolve, reject) => {
    client.handshake(request, new Metadata(), { deadline }, (error) => {
      if (error !== null && unanswered.includes(error.code)) {
        void ending().then((words) => reject(new PluginFailure(words ?? silence(error.details))));
      } else {
        resolve();
      }
    });
  });
}

const unanswered: readonly status[] = [status.DEADLINE_EXCEEDED, status.UNAVAILABLE];

function silence(why: string): string {
  return `it does not answer as a resource plugin (${why})`;
}

function versionOf({ client }: PluginProcess, deadline: Date): Promise<string> {
  return new Promise((resolve, reject) => {
    client.getPluginInfo(new Empty(), new Metadata(), { deadline }, (error, info) => {
      const version = error === null ? info.getVersion().replace(/^v/, "") : "";
      if (version === "") {
        const why = error === null ? "it tells no version" : error.details;
        reject(new PluginFailure(silence(why)));
      } else {
        resolve(version);
      }
    });
  });
}
