import type { Plan } from "../model/plan/plan";
import { readPlan } from "../model/plan/planFile";
import { fromStackExport } from "../model/plan/stackExport";
import { UnreadablePlan } from "../model/plan/unreadablePlan";
import type { Problem } from "../core/problem";
import { SandboxError } from "../sandbox/errors";
import { fileError, nameOf, readInput, standardInput } from "./inputFile";

/** A file that was read. */
interface Input {
  readonly file: string;
  readonly text: string;
}

/**
 * Reads plans, each with the state before it where one of the bases is of its stack.
 * @param files - Paths of the plans.
 * @param bases - Paths of states.
 * @param signal - Fires when nobody waits for them any longer.
 * @returns The plans, in the order of the files.
 * @throws SandboxError with every file that cannot be read, every plan or state that is none, and every state of a stack
 * that no plan is about.
 */
export async function readPlans(
  files: readonly string[],
  bases: readonly string[],
  signal: AbortSignal,
): Promise<Plan[]> {
  checkStandardInput([...files, ...bases]);
  const read = await Promise.allSettled(
    [...files, ...bases].map(async (file) => ({ file, text: await readInput(file, signal) })),
  );
  const inputs = all(read, (result) => {
    if (result.status === "rejected") {
      throw result.reason;
    }
    return result.value;
  });
  const plans = inputs.slice(0, files.length);
  const states = inputs.slice(files.length);
  const [plan, state] = inputs;
  return plan !== undefined && state !== undefined && plans.length === 1 && states.length === 1
    ? [naming(plan, () => readPlan(plan.text, state.text), state)]
    : matched(plans, states);
}

/** Several plans find the state of their stack each, or go without. */
function matched(plans: readonly Input[], states: readonly Input[]): Plan[] {
  const inputs = [
    ...plans.map((input) => [input, readPlan] as const),
    ...states.map((input) => [input, fromStackExport] as const),
  ];
  const read = all(inputs, ([input, reader]) => ({
    ...input,
    plan: naming(input, () => reader(input.text)),
  }));
  const own = read.slice(0, plans.length);
  const bases = read.slice(plans.length);
  const stacks = own.map(({ plan }) => stackOf(plan));
  checkBases(bases, stacks);
  return own.map(({ text, plan }) => {
    const base = bases.find((each) => stackOf(each.plan) === stackOf(plan));
    return base === undefined ? plan : readPlan(text, base.text);
  });
}

/** Each state is of the stack of a plan, as far as plans name theirs, and the only one of it. */
function checkBases(
  bases: readonly (Input & { readonly plan: Plan })[],
  stacks: readonly (string | undefined)[],
): void {
  const known = new Map<string, Input>();
  all(bases, (base) => {
    const stack = stackOf(base.plan);
    if (stack === undefined) {
      return;
    }
    const earlier = known.get(stack);
    if (earlier !== undefined) {
      const actual = `another one in ${nameOf(earlier.file)}`;
      throw fileError(base.file, { rule: `be the only state of ${stack}`, actual });
    }
    known.set(stack, base);
    if (!stacks.includes(undefined) && !stacks.includes(stack)) {
      throw fileError(base.file, {
        rule: `be the state of a stack that a plan is about: ${stacks.join(", ")}`,
        actual: `the state of ${stack}`,
        hint: "Make each with: pulumi stack export --stack NAME",
      });
    }
  });
}

/** The stack of a plan as `project/stack`; undefined where it names no resource. */
function stackOf({ project, stack }: Plan): string | undefined {
  return project === undefined ? undefined : `${project}/${stack ?? ""}`;
}

/** Does the same with each, and throws every problem at once. */
function all<Item, Result>(items: readonly Item[], work: (item: Item) => Result): Result[] {
  const problems: Problem[] = [];
  const results = items.flatMap((item) => {
    try {
      return [work(item)];
    } catch (error) {
      if (!(error instanceof SandboxError)) {
        throw error;
      }
      problems.push(...error.problems);
      return [];
    }
  });
  if (problems.length > 0) {
    throw new SandboxError(problems);
  }
  return results;
}

/** Says in which file stands what cannot be read: what the model calls `base` is the state, all else the plan. */
function naming(plan: Input, read: () => Plan, state = plan): Plan {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof UnreadablePlan)) {
      throw error;
    }
    const [, base, within] = /^(?:plan|(base)\.?)?(.*)$/.exec(error.problem.path) ?? [];
    const file = nameOf((base === undefined ? plan : state).file);
    const path = within === undefined || within === "" ? file : `${within} of ${file}`;
    throw new SandboxError([{ ...error.problem, path }]);
  }
}

function checkStandardInput(files: readonly string[]): void {
  const times = files.filter((file) => file === standardInput).length;
  if (times > 1) {
    throw fileError(standardInput, {
      rule: "be read once",
      actual: `- ${times} times`,
      hint: "Write all but one of them to files",
    });
  }
}
