import * as grpc from "@grpc/grpc-js";
import type { PulumiFn } from "@pulumi/pulumi/automation";
import * as automation from "@pulumi/pulumi/automation/server";
import { LanguageRuntimeService } from "@pulumi/pulumi/proto/language_grpc_pb";
import * as settings from "@pulumi/pulumi/runtime/settings";
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

/** How the SDK connects to engines, which its declarations leave out. */
interface ConnectionSettings {
  readonly grpcClientOptions: grpc.ClientOptions;
}

/**
 * Serves an inline program to one run of the engine.
 * @param inline - The program.
 * @returns The port for `--client`, and what ends it.
 */
export async function serveInline(
  inline: InlineProgram,
): Promise<{ readonly port: number; readonly stop: () => void }> {
  connectAfresh();
  const connections = new Set<unknown>();
  const { LanguageServer } = automation as unknown as AutomationServer;
  const server = new grpc.Server(messageLimits);
  const program: PulumiFn = () => {
    connections.add(settings.getMonitor()).add(settings.getEngine());
    return inline.program();
  };
  server.addService(LanguageRuntimeService, new LanguageServer(program));
  const port = await bindLoopback(server);
  const stop = (): void => {
    server.forceShutdown();
    for (const connection of connections) {
      if (connection instanceof grpc.Client) {
        connection.close();
      }
    }
  };
  return { port, stop };
}

/**
 * Lets every connection of the SDK stand on its own. Those of one process share by port what gRPC remembers, so that an
 * engine on the port of one that was killed would look as dead as that one; the SDK takes this for an engine that has
 * ended, and the program for one that declares nothing: the engine then deletes the whole stack.
 */
function connectAfresh(): void {
  const { grpcClientOptions } = settings as unknown as ConnectionSettings;
  grpcClientOptions["grpc.use_local_subchannel_pool"] = 1;
}
