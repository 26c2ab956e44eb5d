import { request } from "node:https";
import type { IncomingHttpHeaders } from "node:http";
import type { EdgeAnswered, RunningEdge } from "../../../sandbox/edge/edge";
import { startEdge } from "../../../sandbox/edge/startEdge";
import { ModelledClock } from "../../../sandbox/modelledClock";
import type { DeclaredSite } from "../../../model/serving/declaredSite";
import { FakeNetwork, type FakeOrigin } from "./fakeNetwork";
import { hostname } from "./sites";

/** What a visitor of a test got. */
export interface Got {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** Whether the answer came whole. */
  readonly isWhole: boolean;
}

/** An edge of a test, with what it answered. */
export interface TestEdge {
  readonly edge: RunningEdge;
  readonly clock: ModelledClock;
  readonly answered: EdgeAnswered[];
  readonly get: (
    path?: string,
    headers?: Readonly<Record<string, string>>,
    method?: string,
    body?: Buffer,
  ) => Promise<Got>;
}

/** Starts an edge over a network of a test. */
export async function edgeOver(
  network: FakeNetwork,
  sites: readonly DeclaredSite[],
  {
    speed = 20,
    random = () => 0,
    clock = new ModelledClock(speed),
  }: { speed?: number; random?: () => number; clock?: ModelledClock } = {},
): Promise<TestEdge> {
  const { authority } = network;
  const edge = await startEdge({ clock, network, authority, sites, random });
  const answered: EdgeAnswered[] = [];
  edge.onAnswer((each) => answered.push(each));
  return { edge, clock, answered, get: (...asked) => get(edge, ...asked) };
}

/** The network of a test, with an edge over it. */
export interface EdgePerTest {
  readonly network: FakeNetwork;
  /** The first of the origins that are there from the start. */
  readonly primary: FakeOrigin;
  /** The edge that was started last. */
  readonly started: TestEdge;
  /** Starts an edge over the network. */
  readonly start: (
    sites: readonly DeclaredSite[],
    options?: Parameters<typeof edgeOver>[2],
  ) => Promise<TestEdge>;
}

/**
 * Makes a network for each test of the suite, and ends it after it, with the edge over it.
 * @param addresses - Where servers of HTTPS are from the start. Defaults to nowhere.
 * @returns What is there from the suite's `beforeEach` on.
 */
export function edgePerTest(...addresses: readonly string[]): EdgePerTest {
  const here = {} as { -readonly [Name in keyof EdgePerTest]: EdgePerTest[Name] };
  const edges: RunningEdge[] = [];
  beforeEach(async () => {
    here.network = new FakeNetwork();
    const origins = await Promise.all(addresses.map((each) => here.network.https(each)));
    Object.assign(here, { primary: origins[0] });
  });
  afterEach(async () => {
    await Promise.all(edges.splice(0).map((edge) => edge.stop()));
    here.network.stop();
  });
  here.start = async (sites, options) => {
    here.started = await edgeOver(here.network, sites, options);
    edges.push(here.started.edge);
    return here.started;
  };
  return here;
}

function get(
  { port, authority }: RunningEdge,
  path = "/",
  headers: Readonly<Record<string, string>> = {},
  method = "GET",
  body?: Buffer,
): Promise<Got> {
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        ...{ host: "127.0.0.1", port, path, method, servername: hostname, ca: authority },
        ...{ headers: { host: hostname, ...headers }, agent: false },
      },
      (answer) => {
        let read = "";
        const { statusCode: status = 0 } = answer;
        const end = (isWhole: boolean) => (): void =>
          resolve({ status, headers: answer.headers, body: read, isWhole });
        answer.on("data", (part) => (read += String(part)));
        answer.on("end", end(true)).on("error", end(false));
      },
    );
    sent.on("error", reject).end(body);
  });
}
