import type * as grpc from "@grpc/grpc-js";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { unary, type Call } from "./unary";

/** What an engine asks of every provider about its configuration, whatever it serves. */
export const configurationCalls: grpc.UntypedServiceImplementation = {
  attach: unary(() => Promise.resolve(new Empty())),
  checkConfig: unary((call: Call<messages.CheckRequest>) => {
    const response = new messages.CheckResponse();
    response.setInputs(call.request.getNews());
    return Promise.resolve(response);
  }),
  diffConfig: unary(() => Promise.resolve(new messages.DiffResponse())),
};
