import * as grpc from "@grpc/grpc-js";
import type { PulumiFn } from "@pulumi/pulumi/automation";
import * as automation from "@pulumi/pulumi/automation/server";
import { LanguageRuntimeService } from "@pulumi/pulumi/proto/language_grpc_pb";
import { bindLoopback, messageLimits } from "./loopback";
import type { ConfigValue } from "./stackConfig";

/** A Pulumi program that runs in this process, as in a test. */
export interface InlineProgram {
  /** The project's name. */
  readonly name: string;
  /** The program; what it returns becomes the stack's outputs. */
  readonly program: PulumiFn;
  /** Configuration by key (`namespace:name`). Defaults to none. */
  readonly config?: Readonly<Record<string, ConfigValue>>;
}

/** The Automation API's own server for such programs, which its declarations leave out. */
interface AutomationServer {
  readonly LanguageServer: new (program: PulumiFn) => grpc.UntypedServiceImplementation;
}

/**
 * Serves an inline program to one run of the engine.
 * @param inline - The program.
 * @returns The port for `--client`, and what ends it.
 */
export async function serveInline(
  inline: InlineProgram,
): Promise<{ readonly port: number; readonly stop: () => void }> {
  const { LanguageServer } = automation as unknown as AutomationServer;
  const server = new grpc.Server(messageLimits);
  server.addService(LanguageRuntimeService, new LanguageServer(inline.program));
  const port = await bindLoopback(server);
  return { port, stop: () => server.forceShutdown() };
}
