import * as grpc from "@grpc/grpc-js";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Any } from "google-protobuf/google/protobuf/any_pb";

import { encode } from "../wire";
import { ApiError, NoAnswer } from "../calls/apiError";
import { PartlyCreated } from "../resources/partlyCreated";

/**
 * Turns an error into what the engine is told.
 * @param error - Whatever was thrown.
 * @returns The error of the gRPC call.
 */
export function serviceError(error: unknown): Partial<grpc.ServiceError> {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof PartlyCreated) {
    return { code: grpc.status.UNKNOWN, details: message, metadata: initFailed(error) };
  }
  const isExpected = error instanceof ApiError || error instanceof NoAnswer;
  return { code: isExpected ? grpc.status.UNKNOWN : grpc.status.INTERNAL, details: message };
}

/** The details under which the engine finds what exists in spite of the error. */
function initFailed(error: PartlyCreated): grpc.Metadata {
  const detail = new ErrorResourceInitFailed();
  detail.setId(error.id);
  detail.setProperties(encode(error.properties));
  detail.setReasonsList([error.reason.message]);
  const packed = new Any();
  packed.pack(detail.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const status = new Status();
  status.setCode(grpc.status.UNKNOWN);
  status.setMessage(error.message);
  status.addDetails(packed);
  const metadata = new grpc.Metadata();
  metadata.add("grpc-status-details-bin", Buffer.from(status.serializeBinary()));
  return metadata;
}
