import { nearestName } from "../core/nearestName";
import type { Plan } from "../model/plan/plan";
import { fromEngineEvents } from "../model/plan/engineEvents";
import type { ModelResource } from "../model/graph/resources";
import { declaredSites, type NotServed } from "../model/serving/declaredSites";
import type { DeclaredSite } from "../model/serving/declaredSite";
import { readTrafficPaths } from "../model/traffic/path";
import { SandboxError } from "../sandbox/errors";
import { RememberingCloud, type OpenCloud } from "./cloud";
import { Progress } from "./progress";
import type { RehearseFlags } from "./rehearseFlags";
import { readPlans } from "./reviewInput";
import { nothingYet, runSandbox, type SandboxReport } from "./sandboxRun";
import type { Terminal } from "./terminal";

/** A site that is rehearsed, and the hostnames that are not. */
export interface ChosenSite {
  readonly site: DeclaredSite;
  readonly notServed: readonly NotServed[];
  /** The plan that leaves it so. */
  readonly plan: Plan;
  /** How its stack was brought up. Absent where a plan declares it. */
  readonly report?: SandboxReport;
}

/**
 * Finds the site: in the state that a plan leaves, or in the account after an `up` of a stack.
 * @param flags - Which.
 * @param openCloud - Starts the cloud.
 * @param terminal - Where it writes, and what stops it.
 * @throws {SandboxError} Where the input is unusable or no hostname can be served.
 */
export async function chosenSite(
  flags: RehearseFlags,
  openCloud: OpenCloud,
  terminal: Terminal,
): Promise<ChosenSite> {
  const { plan, hostname } = flags;
  if (plan === undefined) {
    return broughtUp(flags, openCloud, terminal);
  }
  const read = await readOnePlan(plan, terminal.signal);
  const sites = declaredSites(readTrafficPaths(read.after));
  const chosen = choose(sites, { path: JSON.stringify(plan), hostname, own: undefined });
  return { ...chosen, plan: read };
}

async function readOnePlan(file: string, signal: AbortSignal): Promise<Plan> {
  const [plan] = await readPlans([file], [], signal);
  if (plan === undefined) {
    throw new Error("A plan that was read is missing.");
  }
  return plan;
}

interface Choice {
  /** What is read, as a problem tells it. */
  readonly path: string;
  /** The hostname that the user named. */
  readonly hostname: string | undefined;
  /** The hostnames of the stack; undefined for all. */
  readonly own: ReadonlySet<string> | undefined;
}

function choose(
  found: ReturnType<typeof declaredSites>,
  { path, hostname, own }: Choice,
): Pick<ChosenSite, "site" | "notServed"> {
  const isOwn = (each: { readonly hostname: string }): boolean => own?.has(each.hostname) ?? true;
  const sites = found.sites.filter(isOwn);
  const notServed = found.notServed.filter(isOwn);
  const site =
    hostname === undefined
      ? (sites.find(({ loadBalancer }) => loadBalancer !== undefined) ?? sites[0])
      : sites.find((each) => each.hostname === hostname);
  if (site !== undefined) {
    return { site, notServed: [...notServed, ...left(sites, site)] };
  }
  const because = notServed.map((each) => `${each.hostname}: ${each.because}`);
  if (hostname === undefined || sites.length === 0) {
    const actual = because.length === 0 ? "no hostname" : because.join("; ");
    throw new SandboxError([{ path, rule: "hold a hostname that can be served", actual }]);
  }
  const names = sites.map((each) => each.hostname);
  const nearest = nearestName(hostname, names);
  throw new SandboxError([
    {
      ...{ path: "--hostname", rule: "be a hostname that can be served" },
      actual: JSON.stringify(hostname),
      hint: nearest === undefined ? `There are ${names.join(", ")}` : `Did you mean ${nearest}?`,
    },
  ]);
}

function left(sites: readonly DeclaredSite[], chosen: DeclaredSite): NotServed[] {
  return sites
    .filter((each) => each !== chosen)
    .map(({ hostname }) => ({ hostname, because: "one site is rehearsed at a time: --hostname" }));
}

/**
 * Chooses among the sites of a stack that was brought up.
 * @param report - How it went.
 * @param resources - Everything that the account holds since.
 * @param hostname - The hostname that the user named; undefined for the first that has a load balancer.
 * @throws {SandboxError} Where no hostname can be served.
 */
export function siteOfStack(
  { stack, operations }: SandboxReport,
  resources: readonly ModelResource[],
  hostname?: string,
): ChosenSite {
  const plan = fromEngineEvents(operations.at(-1)?.events ?? []);
  const own = readTrafficPaths(plan.after).hostnames.map((each) => each.hostname);
  const chosen = choose(declaredSites(readTrafficPaths(resources)), {
    ...{ path: `The stack ${stack}`, hostname, own: new Set(own) },
  });
  // The account has the ids by which one resource names another, which events do not tell. What Pulumi alone knows is not drawn.
  const ofPulumi = { dependencies: [], protect: false, retainOnDelete: false, component: false };
  const after = resources.map((each) => ({ ...each, ...ofPulumi }));
  return { ...chosen, plan: { ...plan, after } };
}

/** Brings the stack up, and keeps what the account holds then. */
async function broughtUp(
  { stack = "dev", dir: directory, providers, hostname }: RehearseFlags,
  openCloud: OpenCloud,
  terminal: Terminal,
): Promise<ChosenSite> {
  const remembering = new RememberingCloud(openCloud);
  const report = nothingYet(stack);
  const progress = new Progress(terminal);
  const request = { kind: "up", directory, stack, policyPacks: [], providers } as const;
  const nothing = (): void => undefined;
  try {
    await runSandbox(
      request,
      remembering.open,
      terminal,
      {
        onProgress: (step) => progress.step(step),
        onOperation: (kind) =>
          progress.step({ text: kind === "up" ? `Bringing up ${stack}` : `Previewing ${stack}` }),
        ...{ onEvent: nothing, onResult: nothing },
      },
      report,
    );
  } finally {
    progress.stop();
  }
  return { ...siteOfStack(report, remembering.resources, hostname), report };
}
