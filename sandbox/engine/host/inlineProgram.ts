import * as grpc from "@grpc/grpc-js";
import type { PulumiFn } from "@pulumi/pulumi/automation";
import { LanguageRuntimeService } from "@pulumi/pulumi/proto/language_grpc_pb";
import type { EngineToken } from "./admission";
import { leaveOutCallSites } from "./callSites";
import { leaveOutDebugLogs } from "./debugLogs";
import { inlineService } from "./inlineServer";
import { listenOnLoopback, messageLimits } from "../../loopback";
import { leaveOutPromiseStacks } from "./promiseStacks";
import { tuneConnections } from "./sdkConnections";
import type { ConfigValue } from "../project/stackConfig";

/** A Pulumi program that runs in this process, as in a test. */
export interface InlineProgram {
  /** The project's name. */
  readonly name: string;
  /** The program; what it returns becomes the stack's outputs. */
  readonly program: PulumiFn;
  /** Configuration by key (`namespace:name`). Defaults to none. */
  readonly config?: Readonly<Record<string, ConfigValue>>;
}

/**
 * Serves an inline program to one run of the engine.
 * @param inline - The program.
 * @param token - By which the engine is known. Defaults to none: any engine of this user is served.
 * @returns The port for `--client`, and what ends it.
 */
export async function serveInline(
  inline: InlineProgram,
  token?: EngineToken,
): Promise<{ readonly port: number; readonly stop: () => void }> {
  tuneConnections();
  leaveOutDebugLogs();
  leaveOutPromiseStacks();
  leaveOutCallSites();
  const server = new grpc.Server(messageLimits);
  server.addService(LanguageRuntimeService, inlineService(inline.program, token));
  return listenOnLoopback(server);
}
