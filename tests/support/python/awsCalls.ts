import path from "node:path";
import { runChild } from "../../../sandbox/engine/childProcess";
import { pythonWith } from "./environment";

/** A part of the answer to an earlier call: the call's name, and the keys down to the part. */
export interface Earlier {
  readonly from: readonly (string | number)[];
}

/** An argument of a call. */
export type AwsArgument =
  | string
  | number
  | boolean
  | Earlier
  | readonly AwsArgument[]
  | { readonly [name: string]: AwsArgument };

/** A call of AWS's API, in the words of the AWS SDK for Python. */
export interface AwsCall {
  /** Tells it apart from the others. */
  readonly name: string;
  readonly service: string;
  readonly action: string;
  readonly arguments: Readonly<Record<string, AwsArgument>>;
}

/** What a call was answered. */
export type AwsAnswer =
  { readonly answer: unknown } | { readonly code: string; readonly status: number };

/**
 * Makes calls of AWS's API, one after the other, through the AWS SDK for Python.
 * @param url - Where.
 * @param calls - The calls.
 * @returns The answers, by the names of the calls.
 * @throws {NoPython} Where the SDK cannot be had.
 */
export async function awsCalls(
  url: string,
  calls: readonly AwsCall[],
): Promise<Readonly<Record<string, AwsAnswer>>> {
  const python = path.join(await pythonWith("moto"), "python");
  const script = path.join(__dirname, "awsCalls.py");
  const { exitCode, stdout, stderr } = await runChild(python, [script], {
    environment: { PATH: process.env.PATH },
    input: JSON.stringify({ url, region: "us-east-1", calls }),
  });
  if (exitCode !== 0) {
    throw new Error(`the calls ended with ${exitCode}: ${stderr}`);
  }
  return JSON.parse(stdout) as Record<string, AwsAnswer>;
}
