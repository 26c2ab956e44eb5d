import { unknownValue, type Known } from "../../core/known";
import { EdgeZones } from "../../model/rules/edgeZones";
import { answersOf } from "../../model/rules/hostnameAnswers";
import { askedName } from "../../model/graph/hostnames";
import { isErrorService, ingressFor, pathsFor, serviceFor } from "../../model/traffic/tunnels";
import type { TrafficModel } from "../../model/traffic/path";
import type { Ingress, TunnelConfig } from "../../model/traffic/tunnelConfigs";
import { say } from "../words/words";
import { causeOf, changesOf, type Risk, type RiskContext } from "./risk";

/** Requests of a hostname for which a rule with a path stood, and that come to another service. */
export function pathRisks(
  context: RiskContext,
  config: TunnelConfig,
  old: TunnelConfig | undefined,
  hostname: string,
): Risk[] {
  const asked = askedName(hostname);
  if (old === undefined || !context.changes.has(config.resource.key)) {
    return [];
  }
  // Of a hostname that goes with its paths, its own risk tells.
  const isGone =
    !isErrorService(serviceFor(old, asked)) && isErrorService(serviceFor(config, asked));
  return isGone
    ? []
    : pathsFor(old, asked).flatMap((path) => pathRisk(context, [old, config], hostname, path));
}

function pathRisk(
  context: RiskContext,
  [old, config]: readonly [TunnelConfig, TunnelConfig],
  hostname: string,
  path: string,
): Risk[] {
  const asked = askedName(hostname);
  const was = serviceFor(old, asked, path);
  const is = serviceFor(config, asked, path);
  const isOwn = was !== serviceFor(old, asked);
  if (!isOwn || was === is || typeof was !== "string" || isErrorService(was)) {
    return [];
  }
  // A new rule for the same service may take the same requests by another pattern.
  const isRewritten = pathsFor(config, asked)
    .filter((other) => !pathsFor(old, asked).includes(other))
    .some((other) => serviceFor(config, asked, other) === was);
  if (is === unknownValue || isRewritten) {
    return [];
  }
  const to = is === undefined ? "no service" : is;
  const isHidden = isErrorService(is) ? false : standsBehind(config, ingressFor(old, asked, path));
  const meets = isErrorService(is)
    ? say`visitors get Error 404 from cloudflared within seconds`
    : isHidden
      ? say`a rule that stands before its own takes them, and the first that fits counts: within seconds visitors get what ${to} has for them, its Error 404 or another page, and never ${was}`
      : say`where that does not serve them, visitors get its Error 404 within seconds`;
  return [
    tunnelRisk(context, config, {
      ...{ id: "tunnel-service-changed", title: hostname },
      severity: isErrorService(is) || isHidden ? "high" : "medium",
      consequence: say`From this change on the tunnel leads requests of ${hostname} for ${path} to ${to} and no longer to ${was}: ${meets}.`,
      hint: say`Keep the rule for ${path} before the one that takes all of ${hostname}.`,
    }),
  ];
}

/** Whether a configuration still has a rule, so that another one before it must take what is its own. */
function standsBehind({ ingresses }: TunnelConfig, rule: Known<Ingress> | undefined): boolean {
  return (
    typeof rule === "object" &&
    ingresses?.some(
      ({ hostname, path, service }) =>
        hostname === rule.hostname && path === rule.path && service === rule.service,
    ) === true
  );
}

/**
 * A hostname of which cloudflared comes to refuse what no application of Access has let in, or whose application goes while it does.
 * Source: that of `demandsToken`.
 */
export function tokenRisk(
  context: RiskContext,
  config: TunnelConfig,
  old: TunnelConfig | undefined,
  hostname: string,
): Risk[] {
  const [is, was] = [config, old].map((each) => each && knownIngress(each, hostname));
  const isDemanded = was?.demandsToken === "yes";
  if (
    is?.demandsToken !== "yes" ||
    givesToken(context.after, hostname) ||
    (isDemanded && !givesToken(context.before, hostname))
  ) {
    return [];
  }
  const own: Parameters<typeof tunnelRisk>[2] = {
    ...{ id: "tunnel-token-demanded", title: hostname },
    severity: was === undefined || isErrorService(was.service) ? "medium" : "high",
    consequence: isDemanded
      ? say`From this change on no application of Access stands before ${hostname} and has visitors log in, and cloudflared answers every request for it with Error 403 that has no token of one: visitors get nothing else until the configuration no longer demands it.`
      : say`From this change on cloudflared answers every request for ${hostname} with Error 403 that has no token of Access, and no application of this plan stands before ${hostname} to give one: visitors get nothing else, within seconds, until the configuration no longer demands it.`,
    hint: isDemanded
      ? say`Take access out of originRequest of the rule for ${hostname} first, and the application away in a later update.`
      : say`Say access in originRequest of the rules alone whose hostnames an application stands before.`,
  };
  const guards = changesOf(context, ["accessApplication", "accessPolicy"], guarding);
  const risk = tunnelRisk(context, config, own);
  return [isDemanded ? { ...risk, cause: guards.map((change) => causeOf(change)) } : risk];
}

const guarding = ["update", "replace", "delete"] as const;

/** Whether an application of Access asks whoever comes to a hostname to log in, and gives a token. */
function givesToken(model: TrafficModel, hostname: string): boolean {
  const zones = EdgeZones.of(model);
  const answers = answersOf(zones, hostname, zones.zoneOfHost(askedName(hostname))) ?? [];
  return answers.some(({ outcome }) => outcome === "login");
}

/** Where a configuration leads a hostname; undefined where to nothing, or the plan does not say. */
export function knownIngress(config: TunnelConfig, hostname: string) {
  const found = ingressFor(config, askedName(hostname));
  return typeof found === "object" ? found : undefined;
}

/** Makes a risk of what a configuration does with a hostname. */
export function tunnelRisk(
  { changes, after }: RiskContext,
  { resource }: TunnelConfig,
  said: Pick<Risk, "id" | "severity" | "title" | "consequence" | "hint">,
): Risk {
  const own = changes.get(resource.key);
  const others = after
    .pathOf(said.title)
    .records.flatMap((each) => changes.get(each.resource.key) ?? []);
  const causes = own === undefined ? others : [own];
  return {
    ...{ ...said, subject: said.id === "tunnel-catch-all-missing" ? resource.key : said.title },
    cause: causes.map((change) => causeOf(change)),
  };
}
