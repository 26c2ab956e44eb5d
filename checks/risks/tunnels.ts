import { catchAllLast } from "../../constraints/tunnels";
import { unknownValue, type Known } from "../../core/known";
import { askedName } from "../../model/graph/hostnames";
import {
  isErrorService,
  serviceFor,
  tunnelConfigurationFields,
  tunnelsOf,
} from "../../model/traffic/tunnels";
import { tunnelConfigs, type TunnelConfig } from "../../model/traffic/tunnelConfigs";
import { title } from "../../model/graph/title";
import { deadService, type DeadService } from "../../model/origin/tunnelServices";
import type { TrafficModel } from "../../model/traffic/path";
import { say, type Phrase } from "../words/words";
import { askedOtherwise, uncertified } from "./tunnelHosts";
import { pathRisks, tokenRisk, tunnelRisk } from "./tunnelRequests";
import { changesAnyOf, type Risk, type RiskContext } from "./risk";

const deciding = new Set([
  ...(["tunnelConfig", "dnsRecord", "accessApplication", "accessPolicy"] as const),
]);

/** Finds tunnels that no longer know a hostname that leads to them, lead it elsewhere, or are refused. Of those that go another risk tells. */
export function tunnelRisks(context: RiskContext): Risk[] {
  const { before, after } = context;
  if (!after.inventory.has("tunnelConfig") || !changesAnyOf(context, deciding)) {
    return [];
  }
  const old = new Map(
    tunnelConfigs(before.inventory).map((config) => [config.resource.key, config]),
  );
  const leads = hostnamesByTunnel(after);
  return tunnelConfigs(after.inventory).flatMap((config) => {
    const { key } = config.resource;
    const was = old.get(context.formerly.get(key) ?? key);
    const led = config.tunnel.flatMap((token) => leads.get(token) ?? []);
    return [
      ...hostnamesOf(context, led, was).flatMap((hostname) => [
        ...serviceRisk(context, config, was, hostname),
        ...pathRisks(context, config, was, hostname),
        ...tokenRisk(context, config, was, hostname),
      ]),
      ...(lacksCatchAll(config) && (was === undefined || !lacksCatchAll(was))
        ? [catchAllRisk(context, config)]
        : []),
    ];
  });
}

function lacksCatchAll(config: TunnelConfig): boolean {
  return catchAllLast.holds(tunnelConfigurationFields(config), undefined) === "no";
}

/** Those that lead there, and those that the configuration named before, for which records may stand elsewhere. */
function hostnamesOf(
  { before, after }: RiskContext,
  led: readonly string[],
  was: TunnelConfig | undefined,
): string[] {
  const named = (was?.ingresses ?? []).map(({ hostname }) => hostname);
  const others = named
    .filter((name) => typeof name === "string")
    .filter((name) => name !== "" && !name.startsWith("*"))
    // Where the plan leads a name elsewhere, or no longer anywhere, the tunnel is no longer asked for it.
    .filter((name) => [before, after].every((model) => model.pathOf(name).records.length === 0));
  return [...new Set([...led, ...others])].sort();
}

function hostnamesByTunnel(model: TrafficModel): ReadonlyMap<string, string[]> {
  const found = new Map<string, string[]>();
  for (const path of model.hostnames) {
    for (const tunnel of tunnelsOf(model.inventory, path)) {
      found.set(tunnel, [...(found.get(tunnel) ?? []), path.hostname]);
    }
  }
  return found;
}

function serviceRisk(
  context: RiskContext,
  config: TunnelConfig,
  old: TunnelConfig | undefined,
  hostname: string,
): Risk[] {
  const asked = askedName(hostname);
  const is = serviceFor(config, asked);
  const was = old === undefined ? undefined : serviceFor(old, asked);
  const stood = was !== unknownValue && !isErrorService(was);
  const isTouched =
    context.changes.has(config.resource.key) ||
    context.after
      .pathOf(hostname)
      .records.some(({ resource }) => context.changes.has(resource.key));
  if (!isTouched || is === unknownValue || was === unknownValue) {
    return [];
  }
  if (isErrorService(is)) {
    const path = context.before.pathOf(hostname);
    const isAnswered = path.answeredAt !== undefined;
    const wasLed = tunnelsOf(context.before.inventory, path).some((token) =>
      [...config.tunnel, ...(old?.tunnel ?? [])].includes(token),
    );
    const comes = isAnswered && !wasLed;
    return stood || old === undefined || !isAnswered || comes
      ? [unserved(context, config, hostname, is, stood || comes)]
      : [];
  }
  const refused = uncertified(context, config, old, hostname);
  return refused.length > 0
    ? refused
    : stood && was !== is
      ? [moved(context, config, hostname, [String(was), String(is)])]
      : askedOtherwise(context, config, old, hostname);
}

function unserved(
  context: RiskContext,
  config: TunnelConfig,
  hostname: string,
  is: Known<string> | undefined,
  stood: boolean,
): Risk {
  const [code = "404"] = typeof is === "string" ? (/\d+/.exec(is) ?? []) : [];
  return tunnelRisk(context, config, {
    ...{ id: "tunnel-hostname-lost", severity: stood ? "high" : "medium", title: hostname },
    consequence: say`${stood ? ["From this change on no"] : ["No"]} rule of the tunnel's configuration ${config.resource.name} leads ${hostname} to a service: visitors get Error ${[code]} from cloudflared.`,
    hint: say`Keep a rule with hostname ${hostname} and its service before the last one.`,
  });
}

function moved(
  context: RiskContext,
  config: TunnelConfig,
  hostname: string,
  [was = "", is = ""]: readonly string[],
): Risk {
  const isHidden = config.ingresses?.some(
    ({ hostname: name, path, service }) => name === hostname && path === "" && service === was,
  );
  if (isHidden === true) {
    return tunnelRisk(context, config, {
      ...{ id: "tunnel-service-changed", severity: "high", title: hostname },
      consequence: say`From this change on the tunnel leads ${hostname} to ${is}: a rule that stands before its own takes every request for it, and the first that fits counts. Within seconds visitors get what ${is} has for that name, Error 404 or the page of another site, and never ${was}.`,
      hint: say`Put rules for one hostname before those with a wildcard.`,
    });
  }
  const dead = deadService(context.after.inventory, is);
  if (dead !== undefined) {
    const { why, hint } = deadWords[dead.why];
    return tunnelRisk(context, config, {
      ...{ id: "tunnel-service-changed", severity: "high", title: hostname, hint },
      consequence: say`From this change on the tunnel leads ${hostname} to ${is} and no longer to ${was}, and ${why(title(dead.at))}, within seconds, until one of both is changed.`,
    });
  }
  return tunnelRisk(context, config, {
    ...{ id: "tunnel-service-changed", severity: "medium", title: hostname },
    consequence: say`From this change on the tunnel leads ${hostname} to ${is} and no longer to ${was}: where nothing answers there, visitors get Error 502 at once, for cloudflared takes the new configuration within seconds.`,
    hint: say`See that the new service answers where cloudflared runs, before the configuration names it.`,
  });
}

/** What visitors meet where the service of a tunnel answers nobody, and the way out. */
const deadWords: Readonly<
  Record<DeadService["why"], { readonly why: (at: string) => Phrase; readonly hint: Phrase }>
> = {
  shut: {
    why: (at) =>
      say`the security groups of ${at} let nobody in at that port: visitors get Error 502`,
    hint: say`Let the security groups admit cloudflared at the new port first.`,
  },
  unheard: {
    why: (at) => say`${at} has no listener at that port: visitors get Error 502`,
    hint: say`Add a listener at that port first, or name the port of one that stands.`,
  },
  otherwise: {
    why: (at) =>
      say`the listener of ${at} at that port speaks TLS where cloudflared does not, or the reverse: visitors get Error 502 or 400`,
    hint: say`Write the service with https where its listener is of HTTPS, and with http where it is not.`,
  },
};

function catchAllRisk(context: RiskContext, config: TunnelConfig): Risk {
  return tunnelRisk(context, config, {
    ...{ id: "tunnel-catch-all-missing", severity: "medium", title: config.resource.name },
    consequence: say`The last rule of ${config.resource.name} is for some requests only: a configuration that ends so is refused, the update stops half-way, and the tunnel keeps the one that it has, or has none.`,
    hint: say`End the rules with one that has a service alone, such as http_status:404.`,
  });
}
