import { ServerCredentials, type Server } from "@grpc/grpc-js";

const megabytes400 = 400 * 1024 * 1024;

/** The limits that Pulumi itself sets on messages, in bytes: a state can be large. */
export const messageLimits = {
  "grpc.max_receive_message_length": megabytes400,
  "grpc.max_send_message_length": megabytes400,
};

/**
 * Lets a server listen on the loopback interface.
 * @param server - A gRPC server.
 * @returns The port that it got, on 127.0.0.1.
 */
export function bindLoopback(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) =>
      error === null ? resolve(port) : reject(error),
    );
  });
}
