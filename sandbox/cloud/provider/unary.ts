import type * as grpc from "@grpc/grpc-js";
import { serviceError } from "./errors";

/** A call of a method that has one request and one answer. */
export type Call<Request> = grpc.ServerUnaryCall<Request, unknown>;

/**
 * Makes a method of gRPC of a function.
 * @param answer - Answers a call; what it throws is told as the provider's error.
 */
export function unary<Request, Response>(
  answer: (call: Call<Request>) => Promise<Response>,
): grpc.handleUnaryCall<Request, Response> {
  return (call, callback) => {
    Promise.resolve()
      .then(() => answer(call))
      .then(
        (response) => callback(null, response),
        (error: unknown) => callback(serviceError(error)),
      );
  };
}
