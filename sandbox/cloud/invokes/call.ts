import type { ApiRequest } from "../api/client";
import { action } from "../aws/action";
import type { Place } from "../provider/kind";
import type { Properties } from "../values";

/** What a function answers. */
export interface InvokeAnswer {
  /** What the program gets. */
  readonly properties: Properties;
  /** Names of the properties that are secret. Defaults to none. */
  readonly secrets?: readonly string[];
}

/** An invoke as a call of an API. */
export interface InvokeCall {
  /** The call. */
  readonly request: Omit<ApiRequest, "type">;
  /** What the API answers. */
  answer(): InvokeAnswer;
}

/** Turns the arguments of one function into a call. */
export type Invoke = (args: Properties, place: Place) => InvokeCall;

/**
 * Writes a call of Cloudflare's API that only reads.
 * @param path - Its path.
 * @returns The call.
 */
export function cloudflareGet(path: string): InvokeCall["request"] {
  return { service: "cloudflare", method: "GET", path };
}

/**
 * Writes a call of an AWS API that only reads.
 * @param service - Name of the service, e.g. `ec2`.
 * @param name - Name of the action, e.g. `DescribeVpcs`.
 * @param place - Where.
 * @returns The call.
 */
export function awsGet(service: string, name: string, place: Place): InvokeCall["request"] {
  return { service: "aws", ...action(service, name, place) };
}
