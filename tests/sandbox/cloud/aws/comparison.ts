import type { Properties } from "../../../../sandbox/cloud/values";
import type { AwsArgument, AwsCall } from "../../../support/python/awsCalls";

/** A part of the answer to an earlier call: its name, and the keys down to the part. */
export const from = (...keys: (string | number)[]): AwsArgument => ({ from: keys });

/** Calls of a service, in the words of the AWS SDK for Python. */
export const callsOf =
  (service: string) =>
  (name: string, action: string, args: AwsCall["arguments"] = {}): AwsCall => ({
    ...{ name, service, action },
    arguments: args,
  });

/** Finds the id of what an earlier step made. */
export type IdOf = (name: string) => string;

/** What is asked of the stand-in: that something is made, or that what was made goes. */
export type Step =
  | { readonly name: string; readonly type: string; readonly inputs: (id: IdOf) => Properties }
  | { readonly name: string; readonly type: string; readonly goes: string };

/** Something is made. */
export const makes = (
  name: string,
  type: string,
  inputs: Properties | ((id: IdOf) => Properties) = {},
): Step => ({ name, type, inputs: typeof inputs === "function" ? inputs : () => inputs });

/** What was made goes. */
export const goes = (name: string, type: string, what: string): Step => ({
  name,
  type,
  goes: what,
});

/** Digits of an id that nothing has. */
export const hex = "0123456789abcdef0";
