import { createServer, type AddressInfo, type Server as Listener } from "node:net";
import { ServerCredentials, type Server } from "@grpc/grpc-js";
import { isOwnConnection } from "./connectionOwner";

const megabytes400 = 400 * 1024 * 1024;

/** The limits that Pulumi itself sets on messages, in bytes: a state can be large. */
export const messageLimits = {
  "grpc.max_receive_message_length": megabytes400,
  "grpc.max_send_message_length": megabytes400,
};

/** The option of a client that calls this machine only: a proxy that the user has set is not asked for it. */
export const withoutProxy = { "grpc.enable_http_proxy": 0 };

/** A gRPC server that listens on the loopback interface. */
export interface LoopbackServer {
  /** Its port on 127.0.0.1. */
  readonly port: number;
  /** Ends it at once, with every connection. */
  readonly stop: () => void;
  /** Ends it when the calls under way are answered. */
  readonly drain: () => Promise<void>;
}

/**
 * Lets a server listen on the loopback interface, where every user of the machine can connect: a connection of another
 * user is cut off before a byte of it is read, as far as the system says whose it is.
 * @param server - A gRPC server.
 * @param onLeave - Told of each connection that ended, by the peer that its calls name. Defaults to nobody.
 * @returns The listening server.
 */
export async function listenOnLoopback(
  server: Server,
  onLeave: (peer: string) => void = () => undefined,
): Promise<LoopbackServer> {
  const injector = server.createConnectionInjector(ServerCredentials.createInsecure());
  const listener = createServer((socket) => {
    if (isOwnConnection(socket)) {
      const peer = `${socket.remoteAddress}:${socket.remotePort}`;
      socket.once("close", () => onLeave(peer));
      injector.injectConnection(socket);
    } else {
      socket.destroy();
    }
  });
  await listen(listener);
  return {
    port: (listener.address() as AddressInfo).port,
    stop: () => {
      listener.close();
      server.forceShutdown();
    },
    drain: () => {
      listener.close();
      return new Promise((resolve) => server.tryShutdown(() => resolve()));
    },
  };
}

function listen(listener: Listener): Promise<void> {
  return new Promise((resolve, reject) => {
    listener.once("error", reject).listen(0, "127.0.0.1", resolve);
  });
}
