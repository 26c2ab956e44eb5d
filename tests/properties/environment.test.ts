import { expect } from "chai";
import fc from "fast-check";
import { parseEnvironment } from "../../stacks/readEnvironment";
import { validateEnvironment, type ParsedEnvironment } from "../../stacks/validate";
import { describeProblem } from "../../core/problem";
import { fullEnvironment, fullSecrets } from "../stacks/fullEnvironment";
import { configOf, environmentOf, refusalLines, runStack, stackNames } from "../stacks/program";
import { mutated, mutation } from "./environmentMutations";

/** How many environments are tried; `STEADY_EDGE_ENVIRONMENTS=100000` for a long night. */
const runs = Number(process.env.STEADY_EDGE_ENVIRONMENTS ?? 2000);
/** Runs again what failed: `STEADY_EDGE_SEED` as it was printed. */
const seed = Number(process.env.STEADY_EDGE_SEED ?? Math.trunc(Math.random() * 2 ** 31));

/** Longer than anything should take on the slowest machine: this is about never, not about fast. */
const hangMilliseconds = 60_000;

const quoted = String.raw`"(?:[^"\\]|\\.)*"`;
const key = String.raw`(?:[A-Za-z_$][\w$]*|\[(?:\d+|${quoted})\])`;
const place = String.raw`(?:steady-edge:\w+|${key})(?:\.[A-Za-z_$][\w$]*|\[(?:\d+|${quoted})\])*`;
/** `path must rule; got value`, whatever stands in the path's quotes. */
const sentence = new RegExp(`^${place} must \\S.*; got \\S`, "u");

const bases = [...stackNames.map(environmentOf), fullEnvironment];
const hostile = fc
  .tuple(fc.constantFrom(...bases), fc.array(mutation, { minLength: 1, maxLength: 3 }))
  .map(([environment, mutations]) => mutated(environment, mutations));

describe("hostile environments", function () {
  this.timeout(runs * 1000);
  const settings = { numRuns: runs, seed, timeout: hangMilliseconds };

  it(`are refused with the path of every problem, or can be deployed (seed ${seed})`, async () => {
    const seen = { refused: 0, deployable: 0 };
    await fc.assert(
      fc.asyncProperty(hostile, fc.boolean(), async (environment, preview) => {
        const { refusal, declared, errors } = await runStack(
          preview,
          "test",
          configOf(environment, fullSecrets),
        );
        if (refusal === undefined) {
          expect(errors).to.deep.equal([]);
          seen.deployable += 1;
        } else {
          const lines = refusalLines(refusal);
          expect(lines.length).to.be.above(0);
          lines.forEach((line) => {
            expect(line).to.match(sentence);
          });
          expect([declared, errors]).to.deep.equal([[], []]);
          seen.refused += 1;
        }
      }),
      settings,
    );
    expect(seen.refused, `only ${seen.refused} refused`).to.be.above(runs / 5);
    expect(seen.deployable, `only ${seen.deployable} deployable`).to.be.above(runs / 50);
  });

  it(`of values that no file can hold meet a path as well (seed ${seed})`, () => {
    const unwritable = fc.constantFrom<unknown>(
      ...[Number.NaN, Infinity, -Infinity, undefined, () => 1, Symbol("s"), new Date(0), new Map()],
      ...[10n, /x/, Object.create(null), new (class Odd {})()],
    );
    const values = fc
      .tuple(fc.constantFrom(...bases), mutation, unwritable)
      .map(([environment, place, value]) =>
        mutated(environment, [{ ...place, kind: "replace", value }]),
      );
    fc.assert(
      fc.property(values, (environment) => {
        for (const line of problemLines(environment)) {
          expect(line).to.match(sentence);
        }
      }),
      { ...settings, numRuns: Math.ceil(runs / 4) },
    );
  });
});

function problemLines(found: unknown): readonly string[] {
  let parsed: ParsedEnvironment;
  try {
    parsed = parseEnvironment("test", found);
  } catch (error) {
    return refusalLines(error);
  }
  return validateEnvironment(parsed, () => undefined).problems.map(describeProblem);
}
