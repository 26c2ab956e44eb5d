import * as grpc from "@grpc/grpc-js";
import * as settings from "@pulumi/pulumi/runtime/settings";
import { withoutProxy } from "../../loopback";

/** How the SDK connects to engines, which its declarations leave out. */
interface ConnectionSettings {
  readonly grpcClientOptions: grpc.ClientOptions;
}

let open = 0;
let begun = 0;

/**
 * How much the programs of this process ask of engines, since `tuneConnections`.
 * @returns How many calls wait for an answer, and how many were ever begun.
 */
export function callsUnderWay(): { readonly open: number; readonly begun: number } {
  return { open, begun };
}

/**
 * Lets every connection of the SDK stand on its own, and counts its calls. Those of one process share by port what gRPC
 * remembers, so that an engine on the port of one that was killed would look as dead as that one; the SDK takes this for
 * an engine that has ended, and the program for one that declares nothing: the engine then deletes the whole stack. Nor is
 * a proxy asked for an engine of this machine.
 */
export function tuneConnections(): void {
  const { grpcClientOptions } = settings as unknown as ConnectionSettings;
  grpcClientOptions["grpc.use_local_subchannel_pool"] = 1;
  Object.assign(grpcClientOptions, withoutProxy);
  grpcClientOptions.interceptors = [counting];
}

const counting: grpc.Interceptor = (options, nextCall) =>
  new grpc.InterceptingCall(nextCall(options), {
    start: (metadata, _listener, next) => {
      open += 1;
      begun += 1;
      next(metadata, {
        onReceiveStatus: (status, pass) => {
          open -= 1;
          pass(status);
        },
      });
    },
  });
