import { nearestName } from "../core/nearestName";
import { describeValue } from "../core/problem";
import { declaredSites } from "../model/serving/declaredSites";
import { serverFronts, type ServerFront } from "../model/serving/serverFronts";
import { readTrafficPaths, type TrafficModel } from "../model/traffic/path";
import { SandboxError } from "../sandbox/errors";
import type { ServerName } from "../servers";
import { frontArgs, frontNotes } from "./frontArgs";
import { argAt, argsOver, singleArgs } from "./serverArgs";
import { readStackState } from "./stackState";
import type { Terminal } from "./terminal";

/** What a configuration is asked for. */
export interface AskedServer {
  readonly server: ServerName;
  /** The stack. */
  readonly stack: string;
  /** Which of its origins the server is; undefined for any, where all need the same. */
  readonly origin: string | undefined;
  /** The user's own arguments, which hold over those of the stack. */
  readonly given: unknown;
}

/**
 * Reads the arguments of a server's configuration from the state of a stack, and tells on standard error what was read.
 * @param asked - Which server of which stack.
 * @param terminal - Where to tell it.
 * @returns The arguments, the user's own over those of the stack.
 * @throws SandboxError where the stack cannot be read, holds no such server, or several that need different configurations.
 */
export async function argsOfStack(asked: AskedServer, terminal: Terminal): Promise<unknown> {
  const { server, stack, given } = asked;
  const { after } = await readStackState(stack, terminal);
  const fronts = chosenFronts(readTrafficPaths(after), asked);
  const [front] = fronts;
  const read = frontArgs(server, front, given);
  const args = argsOver(read, given);
  const { loadBalancer } = read;
  if (loadBalancer !== undefined && argAt(args, "loadBalancer", "addresses") === undefined) {
    throw new SandboxError([
      {
        path: "loadBalancer.addresses",
        rule: "be the ranges of the load balancer's subnets",
        actual: `nothing: the stack ${stack} does not hold each of them`,
        hint: "For example --set loadBalancer.addresses=[10.0.0.0/24, 10.0.1.0/24]",
      },
    ]);
  }
  const names = fronts.map(nameOf).join(", ");
  const lines = [
    `Read from the stack ${stack}, for ${names}:`,
    ...singleArgs(read).map((single) => `  ${single}`),
    ...frontNotes(server, front, args).map((note) => `${note}.`),
  ];
  terminal.err(`${lines.join("\n")}\n`);
  return args;
}

/** The fronts that are meant, which need the same configuration all of them. */
function chosenFronts(
  model: TrafficModel,
  { server, stack, origin, given }: AskedServer,
): readonly [ServerFront, ...ServerFront[]] {
  const all = serverFronts(model);
  const meant = all.filter((front) => origin === undefined || namesOf(front).includes(origin));
  const [first, ...others] = meant;
  if (first === undefined) {
    throw origin === undefined || all.length === 0 ? noServer(model, stack) : noOrigin(all, origin);
  }
  const needed = meant.map((front) =>
    JSON.stringify(argsOver(frontArgs(server, front, given), given)),
  );
  if (new Set(needed).size > 1) {
    throw new SandboxError([
      {
        path: "--origin",
        rule: "say which server is meant, for they need different configurations",
        actual: origin === undefined ? "nothing" : describeValue(origin),
        hint: `There are ${meant.map(nameOf).join(", ")}`,
      },
    ]);
  }
  return [first, ...others];
}

function nameOf({ hostname, origin }: ServerFront): string {
  return `${hostname}/${origin}`;
}

/** What an origin may be called by. */
function namesOf(front: ServerFront): string[] {
  return [front.origin, front.hostname, nameOf(front)];
}

function noServer(model: TrafficModel, stack: string): SandboxError {
  const { notServed } = declaredSites(model);
  const because = notServed.map(({ hostname, because: reason }) => `${hostname}: ${reason}`);
  const none = "no hostname that reaches a server past a tunnel";
  return new SandboxError([
    {
      path: "--stack",
      rule: "be a stack with an origin that Cloudflare or a load balancer connects to",
      actual: `${describeValue(stack)}, with ${because.length === 0 ? none : because.join("; ")}`,
    },
  ]);
}

function noOrigin(all: readonly ServerFront[], origin: string): SandboxError {
  const nearest = nearestName(origin, [...new Set(all.flatMap(namesOf))]);
  return new SandboxError([
    {
      path: "--origin",
      rule: "be an origin of the stack, its hostname, or both",
      actual: describeValue(origin),
      hint:
        nearest === undefined
          ? `There are ${all.map(nameOf).join(", ")}`
          : `Did you mean ${nearest}?`,
    },
  ]);
}
