import { title } from "../../model/graph/title";
import type { ModelResource } from "../../model/graph/resources";
import {
  balancerAt,
  frontBehaviors,
  isWebsite,
  knowsOwnNameAlone,
  type FrontBehavior,
  type FrontOrigin,
} from "../../model/origin/frontBehaviors";
import type { ListenerAction } from "../../model/origin/actions";
import { outcomeFor } from "../../model/origin/listenerRules";
import { errorOf } from "./listenerTurns";
import { hostnamesAtGateway } from "../../model/origin/gatewayLeads";
import { listeningPorts } from "../../model/origin/listeners";
import { OriginPaths } from "../../model/origin/originPaths";
import { isProgramsHostname, isProgramsPath } from "../../model/traffic/hostnameLabels";
import type { TrafficModel } from "../../model/traffic/path";
import { names, say, type Phrase } from "../words/words";
import { causeOf, changesOf, type Risk, type RiskContext } from "./risk";

/** What comes of it that a distribution asks otherwise. */
interface Otherwise extends Pick<Risk, "severity" | "hint"> {
  /** What it does, and what visitors get, after its name. */
  readonly what: Phrase;
}

/** Finds distributions of CloudFront that come to ask for a path elsewhere, or in a way that what they ask does not answer. */
export function frontBehaviorRisks(context: RiskContext): Risk[] {
  return changesOf(context, "distribution", ["update"]).flatMap((change): Risk[] => {
    const now = context.after.inventory.byKey(change.key);
    const old = context.before.inventory.byKey(change.before?.key ?? "");
    const hostnames = now === undefined ? [] : hostnamesAtGateway(context.after, now);
    if (now === undefined || old === undefined || hostnames.length === 0) {
      return [];
    }
    return otherwise(context, old, now, hostnames).map(({ what, ...own }) => ({
      ...{ ...own, id: "origin-shut", subject: now.key, title: title(now), about: hostnames },
      consequence: say`From this change on ${title(now)} ${what}.`,
      cause: [causeOf(change)],
    }));
  });
}

function otherwise(
  { before, after }: RiskContext,
  old: ModelResource,
  now: ModelResource,
  hostnames: readonly string[],
): Otherwise[] {
  const [was, is] = [frontBehaviors(old), frontBehaviors(now)];
  const visitors = say`visitors of ${names(hostnames)}`;
  const led = was.flatMap((each) => ledToBucket(each, is, hostnames, visitors));
  const asked = is.flatMap((each) => {
    const stood = was.find(({ path }) => path === each.path);
    const fault = faultOf(after, each, visitors);
    return fault === undefined || stood === undefined || faultOf(before, stood, visitors)
      ? []
      : [fault];
  });
  const named = is.flatMap((each) => {
    const stood = was.find(({ path }) => path === each.path);
    return stood === undefined ? [] : otherName([before, after], stood, each, hostnames);
  });
  return [...led.slice(0, 1), ...asked.slice(0, 1), ...named.slice(0, 1)];
}

/** What a server answered by its path, and a bucket does from now on, which has no such object and takes nothing that is sent. */
function ledToBucket(
  { path, origin, takesForms }: FrontBehavior,
  is: readonly FrontBehavior[],
  hostnames: readonly string[],
  visitors: Phrase,
): Otherwise[] {
  const taker = is.find((each) => each.path === path) ?? is.at(-1);
  const isLed =
    path !== undefined &&
    origin?.isBucket === false &&
    taker?.origin?.isBucket === true &&
    is
      .filter((each) => each.path !== undefined && each !== taker)
      .every((each) => !mayTake(each, path));
  const isForPrograms = hostnames.every(isProgramsHostname) || isProgramsPath(path ?? "/");
  return isLed
    ? [
        {
          severity: takesForms || isForPrograms ? "high" : "medium",
          what: say`asks the bucket ${taker.origin?.place ?? ""} for ${path}, and no longer ${origin?.place ?? ""}, which answered: ${visitors} get Error 403 or 404 there, and for all that they send Error 403, until a behavior leads the path back`,
          hint: say`See in the logs that nobody asks for ${path} any more, and take the behavior out then.`,
        },
      ]
    : [];
}

/** Whether another pattern may take what a pattern took. */
function mayTake({ path = "" }: FrontBehavior, other: string): boolean {
  const [start = ""] = path.replace(/^\//, "").split(/[*?]/, 1);
  const [own = ""] = other.replace(/^\//, "").split(/[*?]/, 1);
  return own.startsWith(start) || start.startsWith(own);
}

/** What a load balancer does itself that comes to be asked by another name, whose rules go by that, where a target answered before. */
function otherName(
  [before, after]: readonly [TrafficModel, TrafficModel],
  was: FrontBehavior,
  is: FrontBehavior,
  hostnames: readonly string[],
): Otherwise[] {
  const turned = was.passesHost !== is.passesHost && was.origin?.place === is.origin?.place;
  if (!turned || [was, is].some(({ passesHost }) => passesHost === "unknown")) {
    return [];
  }
  const lost = hostnames.filter((hostname) => {
    const [stood, now] = [metBy(before, was, hostname), metBy(after, is, hostname)];
    return stood?.kind === "forward" && now !== undefined && errorOf(now) !== undefined;
  });
  const [first] = lost;
  const action = first === undefined ? undefined : metBy(after, is, first);
  const code = action && errorOf(action);
  const asked = is.passesHost === "yes" ? names(lost) : say`${is.origin?.place ?? ""}`;
  return lost.length === 0 || code === undefined
    ? []
    : [
        {
          severity: "high",
          what: say`asks the load balancer behind it by the name ${asked}, for which no rule of it forwards: visitors of ${names(lost)}${is.path === undefined ? [] : say` who ask for ${is.path}`} get Error ${code}, save for what the edge keeps, until one does or the Host header is passed on as before`,
          hint: say`Give the listener a rule for ${asked} in an update before this one.`,
        },
      ];
}

/** What a load balancer does that is asked for a hostname by a behavior; undefined where the plan does not say. */
function metBy(
  model: TrafficModel,
  { origin, passesHost }: FrontBehavior,
  hostname: string,
): ListenerAction | undefined {
  if (origin === undefined) {
    return undefined;
  }
  const paths = OriginPaths.of(model);
  const machine = balancerAt(model.inventory, origin) ?? paths.balancersOf(origin.place)[0];
  const port = origin.protocol === "http-only" ? origin.ports.clear : origin.ports.tls;
  const listener = machine && paths.listeners(machine).get(port);
  const host = passesHost === "yes" ? hostname : origin.place;
  return listener && outcomeFor(model.inventory, listener, host).rest?.action;
}

/** Why an origin does not answer what a behavior asks, for certain. */
function faultOf(
  model: TrafficModel,
  { path, origin, passesHost }: FrontBehavior,
  visitors: Phrase,
): Otherwise | undefined {
  if (origin === undefined || origin.isBucket) {
    return undefined;
  }
  const whose = path === undefined ? visitors : say`${visitors} who ask for ${path}`;
  if (origin.protocol === "https-only" && isWebsite(model.inventory, origin)) {
    return {
      severity: "high",
      what: say`asks ${origin.place} by HTTPS alone, and a website of S3 speaks HTTP alone: ${whose} get Error 502 or 504 from CloudFront, save for what its edge keeps, until it asks by HTTP again`,
      hint: say`Ask the bucket itself with an origin access control in place of its website, or leave originProtocolPolicy at http-only.`,
    };
  }
  const port = unheardPort(model, origin);
  if (port !== undefined) {
    return {
      severity: "high",
      what: say`asks ${origin.place} at port ${port}, where nothing listens: ${whose} get Error 502 or 504 from CloudFront, save for what its edge keeps, until something does`,
      hint: say`Add a listener at port ${port} in an update before this one, or leave originProtocolPolicy as it is.`,
    };
  }
  return passesHost === "yes" && knowsOwnNameAlone(origin)
    ? {
        severity: "high",
        what: say`passes the viewer's Host header on to ${origin.place}, which answers its own name alone: ${whose} get Error 403, save for what the edge keeps, until it passes on all but that`,
        hint: say`Take the managed policy AllViewerExceptHostHeader.`,
      }
    : undefined;
}

/** The port at which a load balancer of the plan is asked, and at which it does not listen. */
function unheardPort(model: TrafficModel, origin: FrontOrigin): number | undefined {
  const machine = balancerAt(model.inventory, origin);
  const heard = machine && listeningPorts(model.inventory, machine);
  const port =
    origin.protocol === "https-only"
      ? origin.ports.tls
      : origin.protocol === "http-only"
        ? origin.ports.clear
        : undefined;
  return port !== undefined && heard?.includes(port) === false ? port : undefined;
}
