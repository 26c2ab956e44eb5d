import { execFile, spawn } from "node:child_process";
import os from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
import { promisify } from "node:util";
import { fieldValues, type ExpressionRequest } from "../../core/expressions/requests";
import { isAddress, isArray, isKnown, isMap, type Value } from "../../core/expressions/values";
import { expressionFields } from "../../facts/cloudflare/expressionFields";

/** What Cloudflare's own engine says to an expression. */
export type EngineAnswer = { readonly answer: boolean } | { readonly refused: string };

const project = path.join(__dirname, "wirefilter");

/** Beside the other things that the tests build once, and no part of the repository. */
const target = path.join(os.homedir(), ".cache", "steady-edge", "wirefilter");

/**
 * Builds what asks Cloudflare's own engine.
 * @returns Why that cannot be done here; undefined where it could.
 */
export async function buildEngine(): Promise<string | undefined> {
  try {
    const manifest = path.join(project, "Cargo.toml");
    const given = ["build", "--quiet", "--manifest-path", manifest, "--target-dir", target];
    const env = { ...process.env, CARGO_NET_RETRY: "0" };
    await promisify(execFile)("cargo", given, { env, timeout: 240_000, killSignal: "SIGKILL" });
    return undefined;
  } catch (error) {
    const {
      code,
      killed,
      stderr = "",
    } = error as {
      readonly code?: unknown;
      readonly killed?: boolean;
      readonly stderr?: string;
    };
    if (killed === true) {
      return "cargo does not build the engine within 4 minutes";
    }
    const [reason = "it fails"] = stderr.trim().split("\n");
    return code === "ENOENT"
      ? "cargo is not installed"
      : `cargo cannot build the engine: ${reason}`;
  }
}

/**
 * Asks Cloudflare's own engine.
 * @param expressions - The expressions.
 * @param request - The request that they are asked about. A field of which nothing is known is missing there.
 * @returns What it says to each.
 */
export async function askEngine(
  expressions: readonly string[],
  request: ExpressionRequest,
): Promise<EngineAnswer[]> {
  const known = releasedFields(request);
  const values = Object.fromEntries([...known].map(([name, { value }]) => [name, value]));
  const typed = [...known].map(([name, { type }]) => [name, type]);
  const lines = [
    JSON.stringify(Object.fromEntries(typed)),
    ...expressions.map((expression) => JSON.stringify({ expression, values })),
  ];
  const asked = spawn(path.join(target, "debug", "wirefilter-answers"), { stdio: "pipe" });
  asked.stdin.end(lines.join("\n"));
  const [answers, errors] = await Promise.all([text(asked.stdout), text(asked.stderr)]);
  const read = answers.trim().split("\n");
  if (read.length !== expressions.length) {
    throw new Error(`the engine ends early at ${expressions[read.length - 1]}: ${errors}`);
  }
  return read.map((line) => JSON.parse(line) as EngineAnswer);
}

/** The types that the released engine has, by the documentation's names. */
const types = new Map([
  ["String", "Bytes"],
  ["Integer", "Int"],
  ["Boolean", "Bool"],
  ["IP address", "Ip"],
]);

/**
 * The fields that the released engine is given: such as have one of its types and a value, for it ends where a value is missing.
 * @param request - The request.
 */
export function releasedFields(
  request: ExpressionRequest,
): ReadonlyMap<string, { readonly type: string; readonly value: unknown }> {
  const found = [...fieldValues(request)].flatMap(([name, value]) => {
    const type = types.get(expressionFields.get(name)?.type ?? "");
    const plain = plainValue(value);
    return type === undefined || plain === undefined
      ? []
      : [[name, { type, value: plain }] as const];
  });
  return new Map(found);
}

/** A value as the engine reads it; undefined where it is none of its values. */
function plainValue(value: Value): unknown {
  if (isAddress(value)) {
    return value.text;
  }
  const isPlain = isKnown(value) && !isArray(value) && !isMap(value);
  return typeof value === "bigint" ? Number(value) : isPlain ? value : undefined;
}
