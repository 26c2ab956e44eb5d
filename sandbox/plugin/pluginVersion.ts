import { Metadata } from "@grpc/grpc-js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { PluginFailure, startPlugin } from "./pluginProcess";

/** Port of the address that stands in the place of an engine's where there is none: nothing listens on it. */
const noEngine = "127.0.0.1:1";

/** How long a plugin that listens may take to tell its version, in seconds. */
const answerSeconds = 30;

/**
 * Starts a plugin for as long as it takes to ask it for its version.
 * @param command - Absolute path of its executable.
 * @param patienceSeconds - How long it may take to say where it listens. Defaults to 30.
 * @returns The version without a leading v.
 * @throws {PluginFailure} Where it is no resource plugin.
 */
export async function pluginVersionOf(command: string, patienceSeconds?: number): Promise<string> {
  const running = await startPlugin(command, {
    engineAddress: noEngine,
    ...(patienceSeconds === undefined ? {} : { patienceSeconds }),
  });
  try {
    return await new Promise<string>((resolve, reject) => {
      const deadline = Date.now() + (patienceSeconds ?? answerSeconds) * 1000;
      running.client.getPluginInfo(new Empty(), new Metadata(), { deadline }, (error, info) => {
        const version = error === null ? info.getVersion().replace(/^v/, "") : "";
        if (version === "") {
          const why = error === null ? "it tells no version" : error.details;
          reject(new PluginFailure(`it does not answer as a resource plugin (${why})`));
        } else {
          resolve(version);
        }
      });
    });
  } finally {
    await running.stop();
  }
}
