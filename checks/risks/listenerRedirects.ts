import { unknownValue, type Known } from "../../core/known";
import { defaultHttpPort, defaultHttpsPort, proxiedPorts } from "../../facts/cloudflare/ports";
import type { ModelResource } from "../../model/graph/resources";
import type { ListenerAction, Redirect } from "../../model/origin/actions";
import { outcomeFor, takerOfPath, type Taker } from "../../model/origin/listenerRules";
import { listeningPorts, readListener } from "../../model/origin/listeners";
import type { Turn } from "./listenerTurns";

/** Where visitors come whom a load balancer redirects. */
export interface RedirectEnd {
  /** What they find: the same redirect again, an error of the load balancer, what serves them, or what the plan does not say. */
  readonly finds: "itself" | "error" | "served" | "unknown";
  /** Whether they are sent to another hostname; unknown where the plan does not say. */
  readonly isElsewhere: Known<boolean>;
  /** The port of the same hostname to which they are sent, where nobody hears them. Absent for all else. */
  readonly unheard?: number;
}

/**
 * Follows a redirect of a load balancer.
 * @param turn - The hostname, and what happens to its requests.
 * @param taker - What redirects.
 * @param action - What it says of the target.
 * @param asked - A path that it takes.
 */
export function redirectEnd(
  turn: Turn,
  taker: Pick<Taker, "resource">,
  action: Redirect,
  asked: string,
): RedirectEnd {
  const { sides, machine, listener, hostname, host: asksAs, is } = turn;
  const host = filled(action.host, turn, asked);
  const path = filled(action.path, turn, asked);
  if (host === unknownValue || path === unknownValue) {
    return {
      finds: "unknown",
      isElsewhere: host === unknownValue ? unknownValue : host !== hostname,
    };
  }
  if (host !== hostname) {
    return { finds: foundAt(turn, host, path), isElsewhere: true };
  }
  const port = ownPort(action);
  const other = sides.after.listeners(machine).get(Number(String(action.port)));
  if (port !== undefined && isUnheard(turn, port)) {
    return { finds: "error", isElsewhere: false, unheard: port };
  }
  if (other !== undefined && other !== listener) {
    const { inventory } = sides.after.model;
    const taker = takerOfPath(outcomeFor(inventory, other, asksAs), path);
    return { finds: found(taker?.action), isElsewhere: true };
  }
  const next = isSamePlace(listener, action) ? takerOfPath(is, path) : undefined;
  const finds = next?.resource === taker.resource ? "itself" : found(next?.action);
  return { finds, isElsewhere: false };
}

/** The port to which a redirect leads where it is neither what was asked nor that of HTTP or HTTPS, at which the edge may ask another. */
function ownPort({ port }: Redirect): number | undefined {
  const asked = Number(port === unknownValue ? NaN : port);
  const isUsual = [defaultHttpPort, defaultHttpsPort].includes(asked);
  return Number.isInteger(asked) && !isUsual ? asked : undefined;
}

/** Whether Cloudflare takes no visitors at a port, or asks a load balancer of which every port is known and at which nothing listens there. */
function isUnheard({ sides, machine, hostname }: Turn, port: number): boolean {
  const { model } = sides.after;
  const isDeaf = listeningPorts(model.inventory, machine)?.includes(port) === false;
  return model.pathOf(hostname).proxied === "yes" && (!proxiedPorts.includes(port) || isDeaf);
}

/** What visitors find at another hostname, which may lead to the same listener. */
function foundAt(
  { sides, machine, listener, hostname }: Turn,
  host: string,
  path: string,
): RedirectEnd["finds"] {
  const { model, leads } = sides.after;
  if (model.pathOf(host).answeredAt === undefined) {
    return "unknown";
  }
  const isHere = leads.to(machine).some((lead) => lead.hostname === host);
  const next = isHere
    ? takerOfPath(outcomeFor(model.inventory, listener, host), path)?.action
    : undefined;
  const leadsBack = next?.kind === "redirect" && next.host === hostname;
  return leadsBack ? "itself" : next?.kind === "answer" ? found(next) : "served";
}

function found(action: ListenerAction | undefined): RedirectEnd["finds"] {
  if (action?.kind === "forward") {
    return "served";
  }
  return action?.kind === "answer" ? "error" : "unknown";
}

function isSamePlace(listener: ModelResource, { protocol, port }: Redirect): boolean {
  const read = readListener(listener);
  return (
    ["#{protocol}", read.protocol].includes(protocol) &&
    ["#{port}", String(read.port)].includes(String(port))
  );
}

/** Source: Elastic Load Balancing user guide, rule-action-types (redirect): placeholders stand for what was asked, `#{path}` without its first slash. */
function filled(text: Known<string>, { hostname }: Turn, asked: string): Known<string> {
  return text === unknownValue
    ? text
    : text.replaceAll("#{host}", hostname).replaceAll("#{path}", asked.slice(1));
}

/**
 * Writes where a redirect leads as visitors see it.
 * @param turn - The hostname that was asked, and the listener.
 * @param action - What the redirect says.
 * @returns The address, without the path where it is that which was asked.
 */
export function redirectTarget(turn: Turn, action: Redirect): string {
  const { protocol } = readListener(turn.listener);
  const [scheme, host, path] = [action.protocol, action.host, action.path].map((each) =>
    each === unknownValue ? "…" : each,
  );
  const asked = String(scheme).replaceAll("#{protocol}", String(protocol)).toLowerCase();
  const shown = path === "/#{path}" ? "" : String(path).replaceAll("#{path}", "…");
  return `${asked}://${String(host).replaceAll("#{host}", turn.hostname)}${shown}`;
}
