import { expect } from "chai";
import { otherTypes, pathTypes } from "../../facts/resourceTypes";
import { readTrafficPaths, type TrafficModel } from "../../model/traffic/path";
import type { ApiCall, BrokenMoment, Cloud } from "../../sandbox/testing";
import { stockLab, type Lab } from "./lab";
import { standingStack } from "./sharedWork";
import type { Side } from "./transitionsPrograms";

/** What stays when a stack goes: settings have no deletion, and that of a certificate would revoke it. */
const staying: readonly string[] = [
  pathTypes.zoneSetting,
  pathTypes.originCertificate,
  pathTypes.originPulls,
  otherTypes.argoSmartRouting,
  "cloudflare:index/argoTieredCaching:ArgoTieredCaching",
];

/** A moment in which something broke, without ids. */
export interface Break {
  /** The call that broke it, as `METHOD path`. */
  readonly call: string;
  /** What no longer held. */
  readonly kind: BrokenMoment["kind"];
  /** Hostname, zone or origin. */
  readonly subject: string;
  /** What was wrong. */
  readonly what: string;
  /** The call that mended it. Absent where none did. */
  readonly restoredBy?: string;
}

/** A pair of sides: the first is up, the second is brought up in its place. */
export interface Transition {
  /** What changes. */
  readonly title: string;
  /** What is up. */
  readonly from: Side;
  /** What comes in its place. */
  readonly to: Side;
  /** Counts of the `up` from one to the other, `same` left out. */
  readonly does: Readonly<Record<string, number>>;
  /** Names that are meant to go. Defaults to none. */
  readonly removes?: readonly string[];
  /** What breaks, where that is what the row proves. Defaults to nothing. */
  readonly breaks?: readonly Break[];
}

type Told = Pick<Transition, "removes" | "breaks">;

/**
 * One row of a table.
 * @param title - What changes.
 * @param from - What is up.
 * @param to - What comes in its place.
 * @param does - Counts of the `up` from one to the other, `same` left out.
 * @param told - What is meant to go or to break. Defaults to nothing.
 */
export function row(
  title: string,
  from: Side,
  to: Side,
  does: Readonly<Record<string, number>>,
  told: Told = {},
): Transition {
  return { title, from, to, does, ...told };
}

/**
 * Brings one side up and then the other, under watch, and takes everything away again.
 * @param transition - A row of the table.
 * @param lab - Where. Defaults to the harness as it is.
 */
export async function runTransition(transition: Transition, lab = stockLab): Promise<void> {
  const cloud = await lab.startCloud();
  try {
    await runOn(cloud, transition, lab);
  } finally {
    await cloud.stop();
  }
}

async function runOn(cloud: Cloud, transition: Transition, lab: Lab): Promise<void> {
  const { from, to, does, removes, breaks } = transition;
  let now = from;
  const watch = cloud.outageWatch;
  const open = () => lab.runProgram(cloud, () => Promise.resolve(now.declare()));
  // Another lab looks at each call, or lets some go wrong.
  const stack = await standingStack(lab === stockLab ? from : {}, cloud, open, (stack) =>
    stack.up(),
  );
  try {
    expect(brokenOf(cloud)).to.deep.equal([]);
    assertSound(cloud, from.serves);

    now = to;
    watch.begin({ removes: removes ?? [] });
    const firstCall = cloud.journal.calls.length;
    const admission = watchAdmission(cloud);
    const { changes } = await stack.up();
    expect(changes).to.deep.equal(does);
    expect(brokenOf(cloud)).to.deep.equal(breaks ?? []);
    const gaps = admission.stop();
    expect(breaks === undefined ? gaps : []).to.deep.equal([]);
    expect(watch.report().calls).to.equal(cloud.journal.calls.length - firstCall);

    expect((await stack.up()).changes).to.deep.equal({});
    expect((await stack.preview({ refresh: true })).changes).to.deep.equal({});
    if (breaks === undefined) {
      assertSound(cloud, to.serves);
    }
    await stack.destroy();
    const left = cloud.account.resources().filter(({ type }) => !staying.includes(type));
    expect(left).to.deep.equal([]);
  } finally {
    await stack.close();
  }
}

/** What the account serves, read anew: a watch that watched nothing would report nothing. */
function assertSound(cloud: Cloud, serves: readonly string[]): void {
  const model = readAccount(cloud);
  expect(model.hostnames.map(({ hostname, serving }) => [hostname, serving])).to.deep.equal(
    serves.map((hostname) => [hostname, "yes"]),
  );
  expect(model.tls.filter(({ strict }) => strict !== "yes")).to.deep.equal([]);
}

function readAccount(cloud: Cloud): TrafficModel {
  return readTrafficPaths(cloud.account.resources(), { complete: true });
}

/**
 * Looks after each call at every port at which pools are used: the load balancers in AWS must let Cloudflare in there.
 * @returns What ends it and tells the calls that left a gap.
 */
function watchAdmission(cloud: Cloud): { stop(): readonly string[] } {
  const gaps: string[] = [];
  let watching = true;
  cloud.journal.onCall((call) => {
    if (watching && call.changed) {
      gaps.push(...shutPorts(readAccount(cloud)).map((port) => `${nameOf(call)}: ${port}`));
    }
  });
  return {
    stop: () => {
      watching = false;
      return gaps;
    },
  };
}

/** Machines of a template and tasks of a service, which Cloudflare reaches by a load balancer. */
const behindLoadBalancers: readonly string[] = [pathTypes.launchTemplate, pathTypes.ecsService];

function shutPorts(model: TrafficModel): string[] {
  const ports = new Set(
    model.pools.flatMap(({ origins }) =>
      typeof origins === "symbol" ? [] : origins.map(({ port }) => (port || 443) as number),
    ),
  );
  return model.firewalls
    .filter(
      ({ endpoint: { attachedTo } }) =>
        attachedTo !== undefined && !behindLoadBalancers.includes(attachedTo.type),
    )
    .flatMap(({ endpoint, together }) =>
      together
        .filter(({ port, reachable }) => ports.has(port) && reachable.ipv4 !== "yes")
        .map(({ port }) => `${endpoint.title} is shut on ${port}`),
    );
}

function brokenOf({ outageWatch, journal }: Cloud): Break[] {
  return outageWatch.report().broken.map((moment) => told(moment, journal.calls));
}

/** A broken moment with its calls by name, without what differs from run to run. */
function told(moment: BrokenMoment, calls: readonly ApiCall[]): Break {
  const { sequence, kind, subject, what, restoredByCall } = moment;
  return {
    call: nameOf(calls[sequence - 1]),
    kind,
    subject: withoutIds(subject),
    what: withoutIds(what),
    ...(restoredByCall === undefined ? {} : { restoredBy: nameOf(calls[restoredByCall - 1]) }),
  };
}

/** `METHOD path`, ids left out. */
function nameOf(call: ApiCall | undefined): string {
  return call === undefined ? "no call" : withoutIds(`${call.method} ${call.path}`);
}

function withoutIds(text: string): string {
  return text.replace(/\b([0-9a-f]{32}|\d{18}[0-9a-f]{8}|[0-9a-f]{7})\b/g, "<id>");
}
