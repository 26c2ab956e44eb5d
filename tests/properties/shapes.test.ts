import { assert, expect } from "chai";
import * as pulumi from "@pulumi/pulumi";
import fc from "fast-check";
import * as components from "../../components";
import { certificatePacks } from "../../facts/cloudflare/certificatePacks";
import { ProblemsError } from "../../components/internal/checked";
import { underMocks } from "../support/mocks";
import { samples } from "../support/samples";

/** A place among the arguments: names, keys and indices from the outside in. */
type Place = readonly (string | number)[];

const wrongs = {
  null: null,
  nothing: undefined,
  "a text": "",
  "a number": 7.5,
  "not a number": Number.NaN,
  "true for yes": "yes",
  "a list": [],
  "a list of nothing": [null],
  "a map": {},
  "a map of nothing": { a: null },
  "a function": () => undefined,
} as const;

function placesIn(sample: unknown, place: Place = []): Place[] {
  const parts = typeof sample === "object" && sample !== null ? Object.entries(sample) : [];
  return [
    place,
    ...parts.flatMap(([key, part]) =>
      placesIn(part, [...place, Array.isArray(sample) ? Number(key) : key]),
    ),
  ];
}

function withValue(sample: unknown, [first, ...rest]: Place, wrong: unknown): unknown {
  if (first === undefined) {
    return wrong;
  }
  const copy = (Array.isArray(sample) ? sample.slice() : { ...(sample as object) }) as Record<
    string | number,
    unknown
  >;
  copy[first] = withValue(copy[first], rest, wrong);
  return copy;
}

function at(sample: unknown, place: Place): unknown {
  return place.reduce<unknown>(
    (part, key) => (part as Record<string | number, unknown>)[key],
    sample,
  );
}

/** Builds a component and says what came of it. */
async function outcome(component: string, args: unknown): Promise<unknown> {
  const Component = (components as unknown as Record<string, new (...all: unknown[]) => unknown>)[
    component
  ];
  assert.isDefined(Component);
  const build = (parent: pulumi.Resource): unknown => {
    try {
      return new Component("x", args, { parent });
    } catch (error) {
      return error;
    }
  };
  const call = () => ({ status: certificatePacks.active });
  const { result, errors, registered } = await underMocks(false, build, { call });
  if (result instanceof Error) {
    expect(registered).to.deep.equal([]);
    return result;
  }
  return errors[0];
}

function kindOf(part: unknown): string {
  return Array.isArray(part) ? "list" : part === null ? "null" : typeof part;
}

function assertTold(error: unknown, what: string): void {
  assert.instanceOf(error, Error, `accepted: ${what}`);
  assert.instanceOf(error, ProblemsError, `${what}: ${error.stack}`);
  expect(error.problems.length).to.not.equal(0);
  for (const { path } of error.problems) {
    expect(path, what).to.match(/^[A-Za-z]/);
  }
}

describe("arguments of another kind", () => {
  const cases = samples.flatMap(({ component, args }) =>
    placesIn(args).map((place) => ({
      component,
      args,
      place,
      toString: () => `${component} ${place.join(".")}`,
    })),
  );

  it("accepts each sample as it stands", async () => {
    for (const { component, args } of samples) {
      expect(await outcome(component, args), component).to.equal(undefined);
    }
  });

  it("refuses another kind of value at every path, with the path, and registers nothing", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...cases),
        fc.constantFrom(...(Object.keys(wrongs) as (keyof typeof wrongs)[])),
        async ({ component, args, place }, name) => {
          const wrong = wrongs[name];
          const what = `${component} ${place.join(".")}: ${name}`;
          const error = await outcome(component, withValue(args, place, wrong));
          if (error !== undefined) {
            assertTold(error, what);
          } else {
            expect(
              wrong === undefined || kindOf(wrong) === kindOf(at(args, place)),
              `accepted: ${what}`,
            ).to.equal(true);
          }
        },
      ),
      { numRuns: 400 },
    );
  });

  it("takes an Output only where a value may be known later, and says so in words", async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...cases), async ({ component, args, place }) => {
        const given = at(args, place);
        const what = `${component} ${place.join(".")}: an Output`;
        const error = await outcome(component, withValue(args, place, pulumi.output(given)));
        if (error !== undefined) {
          assertTold(error, what);
          const [problem] = (error as ProblemsError).problems;
          assert.isDefined(problem, what);
          expect(problem.rule, what).to.equal("be known at preview");
          expect(problem.actual).to.equal("an Output");
        }
      }),
      { numRuns: 200 },
    );
  });
});
