import { assert, expect } from "chai";
import * as pulumi from "@pulumi/pulumi";
import { inBothModes } from "./mocks";

/** One problem as a user reads it. */
export interface Told {
  /** Where the value stands. */
  readonly path: string;
  /** The whole sentence: `path must rule; got value. Way out`. */
  readonly reason: string;
}

/**
 * The problems that an error of this library carries; fails the test on any other error.
 * @param error - What was thrown.
 */
export function problemsOf(error: unknown): readonly Told[] {
  assert(
    pulumi.InputPropertiesError.isInstance(error),
    `expected an error that lists problems, got ${String(error)}`,
  );
  return (error.errors ?? []).map(({ propertyPath, reason }) => ({ path: propertyPath, reason }));
}

/**
 * Asserts that constructing throws with exactly these paths, in this order, in a preview and in an update,
 * and that nothing was registered.
 * @param build - Constructs the component below `parent`.
 * @param paths - The paths of all problems, in the order of the error.
 * @returns The problems, for assertions on their words.
 */
export async function rejects(
  build: (parent: pulumi.Resource) => unknown,
  paths: readonly string[],
): Promise<readonly Told[]> {
  let told: readonly Told[] = [];
  await inBothModes(
    (parent) => {
      try {
        build(parent);
      } catch (error) {
        return error;
      }
      return undefined;
    },
    ({ result: error, registered }) => {
      told = problemsOf(error);
      expect(
        told.map((problem) => problem.path),
        told.map((problem) => problem.reason).join("\n"),
      ).to.deep.equal(paths);
      for (const { path, reason } of told) {
        expect(reason.startsWith(`${path} must `), reason).to.equal(true);
      }
      expect(registered).to.deep.equal([]);
    },
  );
  return told;
}
