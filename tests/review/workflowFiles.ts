import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";

const root = path.join(__dirname, "..", "..");

/** A step of a job on GitHub. */
export interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, unknown>>;
}

/** A workflow of GitHub, as far as the tests look at it. */
export interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: Readonly<Record<string, string>>;
  readonly defaults?: { readonly run: { readonly shell: string } };
  readonly jobs: Readonly<
    Record<
      string,
      { readonly steps: readonly Step[]; readonly permissions?: Readonly<Record<string, string>> }
    >
  >;
}

/** Every workflow of GitHub: this repository's own, and those that users copy. */
export const githubWorkflows = [".github/workflows", "docs/workflows"]
  .flatMap((folder) => readdirSync(path.join(root, folder)).map((name) => `${folder}/${name}`))
  .filter((file) => !path.basename(file).startsWith("gitlab-"));

/**
 * Reads a workflow as text.
 * @param file - Its path in this repository.
 * @returns The text.
 */
export function workflowText(file: string): string {
  return readFileSync(path.join(root, file), "utf8");
}

/**
 * Reads a workflow.
 * @param file - Its path in this repository.
 * @returns What it says.
 */
export function workflow(file: string): Workflow {
  return parse(workflowText(file)) as Workflow;
}

/**
 * Lists the steps of all jobs of a workflow.
 * @param file - Its path in this repository.
 * @returns The steps, in order.
 */
export function stepsOf(file: string): readonly Step[] {
  return Object.values(workflow(file).jobs).flatMap((job) => job.steps);
}
