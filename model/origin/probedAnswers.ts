import { loginStatuses } from "../../facts/aws/loadBalancing";
import { unknownValue } from "../../core/known";
import type { ModelResource } from "../graph/resources";
import { loginOf, type ListenerAction } from "./actions";
import { outcomeFor, takerOfPath, type Taker } from "./listenerRules";
import type { OriginPaths } from "./originPaths";
import { hostOfProbe, probesOf, type Probe } from "./probes";

/** A probe that a load balancer answers itself, with a code that its monitor does not expect. */
export interface ProbedAnswer extends Probe {
  /** The code. */
  readonly code: number;
  /** Whether it asks who the monitor is, which never logs in. */
  readonly isLogin: boolean;
  /** The listener. */
  readonly listener: ModelResource;
  /** What takes the probe there: a rule, or the listener itself. */
  readonly taker: ModelResource;
}

/**
 * Lists the probes that a load balancer redirects or answers itself, so that their pools count as down.
 * @param paths - What stands behind load balancers.
 * @param machine - The load balancer.
 * @returns Those of which all is known.
 */
export function unexpectedAnswers(paths: OriginPaths, machine: ModelResource): ProbedAnswer[] {
  const listeners = paths.listeners(machine);
  const served = probesOf(paths, machine).filter((probe) => servesVisitors(paths, machine, probe));
  return served.flatMap((probe): ProbedAnswer[] => {
    const { monitor, lead, port } = probe;
    const listener = port === unknownValue ? undefined : listeners.get(port);
    const host = hostOfProbe(probe);
    const isKnown = host !== unknownValue && monitor.path !== unknownValue;
    const taker =
      listener !== undefined && isKnown
        ? takerOfPath(
            outcomeFor(paths.model.inventory, listener, host),
            pathOf(monitor.path),
            String(monitor.method),
          )
        : undefined;
    const login = taker && loginOf(taker.resource);
    const code = taker && (login === undefined ? codeOf(taker) : loginStatuses[login]);
    const isRedirect = taker?.action.kind === "redirect" || login === "login";
    return taker === undefined ||
      listener === undefined ||
      typeof code !== "number" ||
      (isRedirect && monitor.followRedirects !== "no") ||
      expects(monitor.expectedCodes, code)
      ? []
      : [
          {
            ...{ monitor, lead, code, isLogin: login !== undefined },
            ...{ listener, taker: taker.resource },
          },
        ];
  });
}

function codeOf({ action }: Taker): Extract<ListenerAction, { code: unknown }>["code"] | undefined {
  return action.kind === "redirect" || action.kind === "answer" ? action.code : undefined;
}

/** Whether visitors are served there: where they are not, it is right that the pool counts as down. */
function servesVisitors(paths: OriginPaths, machine: ModelResource, { lead }: Probe): boolean {
  const host = lead.hosts === unknownValue ? unknownValue : (lead.hosts[0] ?? lead.hostname);
  return paths
    .asked(machine)
    .map((listener) => outcomeFor(paths.model.inventory, listener, String(host)).rest)
    .some((rest) => rest?.action.kind === "forward");
}

function pathOf(path: unknown): string {
  return String(path).split("?", 1)[0] ?? "";
}

/** Codes stand one by one or as a class. Source: Cloudflare API reference, load balancer monitors (expected_codes). */
function expects(codes: unknown, code: number): boolean {
  return (
    typeof codes !== "string" ||
    codes === "" ||
    codes
      .split(",")
      .map((each) => each.trim().toLowerCase())
      .some((each) => each === String(code) || each === `${String(code)[0] ?? ""}xx`)
  );
}
