import { request } from "node:https";
import type { IncomingHttpHeaders } from "node:http";
import type { EdgeAnswered, RunningEdge } from "../../../sandbox/edge/edge";
import { startEdge } from "../../../sandbox/edge/startEdge";
import { ModelledClock } from "../../../sandbox/modelledClock";
import type { DeclaredSite } from "../../../model/serving/declaredSite";
import type { FakeNetwork } from "./fakeNetwork";
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
  ) => Promise<Got>;
}

/** Starts an edge over a network of a test. */
export async function edgeOver(
  network: FakeNetwork,
  sites: readonly DeclaredSite[],
  { speed = 20, random = () => 0 }: { speed?: number; random?: () => number } = {},
): Promise<TestEdge> {
  const clock = new ModelledClock(speed);
  const { authority } = network;
  const edge = await startEdge({ clock, network, authority, sites, random });
  const answered: EdgeAnswered[] = [];
  edge.onAnswer((each) => answered.push(each));
  return { edge, clock, answered, get: (...asked) => get(edge, ...asked) };
}

function get(
  { port, authority }: RunningEdge,
  path = "/",
  headers: Readonly<Record<string, string>> = {},
  method = "GET",
): Promise<Got> {
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        ...{ host: "127.0.0.1", port, path, method, servername: hostname, ca: authority },
        ...{ headers: { host: hostname, ...headers }, agent: false },
      },
      (answer) => {
        let body = "";
        const { statusCode: status = 0 } = answer;
        const end = (isWhole: boolean) => (): void =>
          resolve({ status, headers: answer.headers, body, isWhole });
        answer.on("data", (part) => (body += String(part)));
        answer.on("end", end(true)).on("error", end(false));
      },
    );
    sent.on("error", reject).end();
  });
}
