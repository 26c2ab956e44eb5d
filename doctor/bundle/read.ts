import type { z } from "zod";
import { describeValue, type Problem } from "../../core/problem";
import { writePath } from "../../core/schemaProblems";
import { isJson, parseJson, type Json } from "../json";
import { bundleForm, bundleKind, bundleVersion, type Bundle } from "./format";
import { UnreadableBundle } from "./unreadableBundle";

/** Signs of the longest bundle that is read: some sixty times the largest that was seen. */
const longestBundle = 64 * 2 ** 20;

const collectAnew =
  "Run `steady-edge doctor collect > origin.json` on the origin's host, with this version of steady-edge";

/**
 * Reads a bundle.
 * @param text - What `steady-edge doctor collect` wrote.
 * @param at - How the text is named in what is said of it.
 * @returns The bundle.
 * @throws {UnreadableBundle} Where it is not JSON, cut off, of another kind or of another version.
 */
export function readBundle(text: string, at: string): Bundle {
  const refuse = (problem: Omit<Problem, "path">, path = ""): never => {
    throw new UnreadableBundle({ path: path === "" ? at : `${at}: ${path}`, ...problem });
  };
  if (text.length > longestBundle) {
    return refuse({ rule: `be at most ${longestBundle / 2 ** 20} MiB long`, actual: "more" });
  }
  const read = parseJson(text.replace(/^\uFEFF/, ""));
  if (read === undefined) {
    return refuse(brokenProblem(text));
  }
  // What is no object is other JSON, and is told as such.
  const json = isJson(read) ? read : {};
  const { kind, version } = json;
  if (kind !== bundleKind) {
    return refuse({
      rule: "be a bundle that steady-edge doctor collect wrote",
      actual: "other JSON",
      hint: collectAnew,
    });
  }
  if (version !== bundleVersion) {
    const actual = `version ${describeValue(version)}`;
    return refuse({ rule: `be of version ${bundleVersion}`, actual, hint: collectAnew });
  }
  const { data, error } = formed(json) ?? refuse(deepProblem);
  return data ?? refuse(partProblem(error), writePath(error?.issues[0]?.path ?? []));
}

/** Undefined for what is nested too deep to be looked at. */
function formed(json: Json): ReturnType<typeof bundleForm.safeParse> | undefined {
  try {
    return bundleForm.safeParse(json);
  } catch (error) {
    if (error instanceof RangeError) {
      return undefined;
    }
    throw error;
  }
}

const deepProblem = {
  rule: "be as this version writes it",
  actual: "values that are nested too deep",
  hint: collectAnew,
};

function brokenProblem(text: string): Omit<Problem, "path"> {
  const trimmed = text.trim();
  const isCut = trimmed.startsWith("{") && !trimmed.endsWith("}");
  const actual = trimmed === "" ? "nothing" : isCut ? "JSON that is cut off" : "no JSON";
  return { rule: "be JSON", actual, hint: collectAnew };
}

function partProblem(error: z.ZodError | undefined): Omit<Problem, "path"> {
  const { message = "" } = error?.issues[0] ?? {};
  const actual = message
    .replace(/^Invalid input: /, "")
    .replace(/^expected .{1,40}, received /, "");
  return { rule: "be as this version writes it", actual, hint: collectAnew };
}
