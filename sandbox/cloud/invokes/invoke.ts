import type { ApiRequest } from "../calls/apiRequest";
import type { Place } from "../resources/handler";
import type { Properties } from "../values";
import { awsInvokes } from "./aws";
import type { InvokeAnswer } from "../provider/invokeCall";
import { cloudflareInvokes } from "./cloudflare";
import { lookupOf } from "./lookup";

const invokes = new Map(Object.entries({ ...cloudflareInvokes, ...awsInvokes }));

/**
 * Turns an invoke into a call of an API.
 * @param token - Token of the function, e.g. `cloudflare:index/getZone:getZone`.
 * @param args - Its arguments.
 * @param place - Where.
 * @returns The call and its answer.
 * @throws {Error} Where the stand-ins do not serve the function.
 */
export function invokeCall(
  token: string,
  args: Properties,
  place: Place,
): { readonly request: ApiRequest; readonly answer: () => InvokeAnswer } {
  const invoke = invokes.get(token) ?? lookupOf(token, place.account.types());
  if (invoke === undefined) {
    const served = [...invokes.keys()].join(", ");
    throw new Error(
      `the sandbox does not serve the function ${token}: it serves ${served}, and finds what programs have made by the function of its type`,
    );
  }
  const call = invoke(args, place);
  return { request: { ...call.request, type: token }, answer: () => call.answer() };
}

/** Functions that the stand-ins serve whatever programs have made, by token. */
export const servedInvokes: readonly string[] = [...invokes.keys()];
