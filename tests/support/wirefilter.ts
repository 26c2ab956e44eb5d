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
    const given = ["build", "--quiet", "--locked", "--manifest-path", manifest];
    await promisify(execFile)("cargo", [...given, "--target-dir", target]);
    return undefined;
  } catch (error) {
    const { code, stderr = "" } = error as { readonly code?: unknown; readonly stderr?: string };
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
  const values = Object.fromEntries(
    [...fieldValues(request)].map(([name, value]) => [name, jsonOf(value)]),
  );
  const types = [...expressionFields].map(([name, { type }]) => [name, engineType(type)]);
  const lines = [
    JSON.stringify(Object.fromEntries(types)),
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

/** A type as the engine names it. */
function engineType(type: string): unknown {
  const [, compound = "", element = ""] = /^(Array|Map)<(.*)>$/.exec(type) ?? [];
  const names = { String: "Bytes", Integer: "Int", Boolean: "Bool", "IP address": "Ip" };
  return compound === ""
    ? names[type as keyof typeof names]
    : Object.fromEntries([[compound, engineType(element)]]);
}

/** A value as the engine reads it. */
function jsonOf(value: Value): unknown {
  if (isArray(value)) {
    return value.items.map(jsonOf);
  }
  if (isMap(value)) {
    return Object.fromEntries([...value.entries].map(([name, held]) => [name, jsonOf(held)]));
  }
  if (isAddress(value)) {
    return value.text;
  }
  return typeof value === "bigint" ? Number(value) : isKnown(value) ? value : null;
}
