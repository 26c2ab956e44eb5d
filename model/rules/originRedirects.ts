import {
  requestSchemes,
  schemes,
  type RequestScheme,
} from "../../facts/cloudflare/expressionLanguage";
import type { ExpressionRequest } from "../../core/expressions/requests";
import { getOrCreate } from "../../core/getOrCreate";
import { ownEntry } from "../../core/ownEntry";
import { unknownValue } from "../../core/known";
import { clearModes, SslMode } from "../../facts/cloudflare/zoneSettings";
import type { Inventory } from "../graph/inventory";
import type { ModelResource } from "../graph/resources";
import type { Redirect } from "../origin/actions";
import { actionOf, listenerOf } from "../origin/forwards";
import { readListener } from "../origin/listeners";
import { outcomeFor } from "../origin/listenerRules";
import { OriginPaths } from "../origin/originPaths";
import { zoneOfPath } from "../traffic/answering";
import { encryptionModeOf, hostnameModes } from "../traffic/encryptionModes";
import type { TrafficModel } from "../traffic/path";

const machinesOf = new WeakMap<TrafficModel, ReadonlyMap<string, readonly ModelResource[]>>();

const modesOf = new WeakMap<TrafficModel, ReadonlyMap<string, string>>();
const zonesOf = new WeakMap<TrafficModel, ReadonlySet<string>>();
const sendingBack = new WeakMap<Inventory, { readonly isAny: boolean }>();

/**
 * Lists the zones whose origins may redirect what Cloudflare asks them: those whose origins it speaks to in the clear, and those with a
 * load balancer of AWS that redirects what it is asked by HTTPS.
 * @param model - The paths of hostnames.
 * @returns The zones as `zoneOf` calls them.
 */
export function zonesOfRedirectingOrigins(model: TrafficModel): ReadonlySet<string> {
  return getOrCreate(zonesOf, model, () => {
    const sentBack = zonesSentBack(model);
    const modes = [...model.tls, ...hostnameModes(model)];
    const clear = modes.filter(({ mode }) => typeof mode === "string" && isClear(mode));
    return new Set([...clear.map(({ zone }) => zone), ...sentBack]);
  });
}

/**
 * Whether Cloudflare asks the origins of a hostname in the clear, whatever it was asked itself.
 * @param model - The paths of hostnames.
 * @param hostname - The hostname.
 * @returns Whether its mode is known and says so.
 */
export function asksInTheClear(model: TrafficModel, hostname: string): boolean {
  const mode = encryptionModeOf(model, hostname);
  return typeof mode === "string" && isClear(mode);
}

function isClear(mode: string | undefined): boolean {
  return mode !== undefined && clearModes.includes(mode);
}

function knownModes(model: TrafficModel): ReadonlyMap<string, string> {
  return getOrCreate(
    modesOf,
    model,
    () =>
      new Map(
        model.tls.flatMap(({ zone, mode }) =>
          typeof mode === "string" ? [[zone, mode] as const] : [],
        ),
      ),
  );
}

function zonesSentBack(model: TrafficModel): ReadonlySet<string> {
  if (!sendsBack(model)) {
    return new Set();
  }
  const zones = [...redirectedHosts(model)].filter(([host, machines]) =>
    machines.some((machine) => redirectAt(model, machine, schemes.encrypted, host) !== undefined),
  );
  return new Set(zones.flatMap(([host]) => zoneOfPath(model.pathOf(host)) ?? []));
}

/**
 * Finds where a load balancer of AWS redirects a request that Cloudflare sends it.
 * @param model - The paths of hostnames.
 * @param zone - The zone of the hostname as `zoneOf` calls it.
 * @param request - The request of the visitor.
 * @returns The URL; undefined where it does not, or the plan does not say.
 */
export function originRedirect(
  model: TrafficModel,
  zone: string,
  request: ExpressionRequest,
): URL | undefined {
  const { host, path, query = "" } = request;
  const ruled = hostnameModes(model).some((each) => each.zone === zone);
  const mode = ruled ? encryptionModeOf(model, host) : knownModes(model).get(zone);
  const machines = redirectedHosts(model).get(host) ?? [];
  const isEncrypted =
    mode !== undefined || machines.every((machine) => isAskedByTls(model, machine));
  if (mode === unknownValue || !isEncrypted || !(isClear(mode) || sendsBack(model))) {
    return undefined;
  }
  const scheme = mode === undefined ? request.scheme : askedBy(mode, request.scheme);
  const urls = machines.map((machine) => {
    const action = redirectAt(model, machine, scheme, host);
    return action && urlOf(action, scheme, { host, path, query });
  });
  const [first] = urls;
  return urls.every((url) => url?.href === first?.href) ? first : undefined;
}

/** Whether a load balancer serves by HTTPS alone, so that Cloudflare asks it so, whatever the mode of its zone is called. */
function isAskedByTls(model: TrafficModel, machine: ModelResource): boolean {
  const listeners = OriginPaths.of(model).listeners(machine);
  const clear = listeners.get(requestSchemes[schemes.clear].port);
  return (
    listeners.has(requestSchemes[schemes.encrypted].port) &&
    (clear === undefined || actionOf(model.inventory, clear).kind === "redirect")
  );
}

/** Whether any load balancer redirects what it is asked by HTTPS, which few do. */
function sendsBack({ inventory }: TrafficModel): boolean {
  return getOrCreate(sendingBack, inventory, () => {
    const takers = [...inventory.ofType("listener"), ...inventory.ofType("listenerRule")];
    const redirecting = takers.filter((taker) => actionOf(inventory, taker).kind === "redirect");
    const ports = redirecting.map((taker) => readListener(listenerOf(inventory, taker)).port);
    return { isAny: ports.includes(requestSchemes[schemes.encrypted].port) };
  }).isAny;
}

/** Source: Cloudflare docs, ssl/origin-configuration/ssl-modes (Full: by the protocol that the visitor asked by; SSL-Only Origin Pull: by HTTPS). */
function askedBy(mode: string, scheme: RequestScheme): RequestScheme {
  if (isClear(mode)) {
    return schemes.clear;
  }
  return mode === SslMode.StrictOriginPull ? schemes.encrypted : scheme;
}

function redirectAt(
  model: TrafficModel,
  machine: ModelResource,
  scheme: RequestScheme,
  host: string,
): Redirect | undefined {
  const listener = OriginPaths.of(model).listeners(machine).get(requestSchemes[scheme].port);
  const action = listener && outcomeFor(model.inventory, listener, host).rest?.action;
  return action?.kind === "redirect" ? action : undefined;
}

function redirectedHosts(model: TrafficModel): ReadonlyMap<string, readonly ModelResource[]> {
  return getOrCreate(machinesOf, model, () => machinesByHost(model));
}

function machinesByHost(model: TrafficModel): Map<string, ModelResource[]> {
  const found = new Map<string, ModelResource[]>();
  const { leads } = OriginPaths.of(model);
  for (const machine of model.inventory.ofType("awsLoadBalancer")) {
    for (const { hostname, port } of leads.to(machine)) {
      if (port === 0) {
        getOrCreate(found, hostname, () => []).push(machine);
      }
    }
  }
  return found;
}

/** Source: Elastic Load Balancing user guide, rule-action-types (redirect): placeholders stand for what was asked. */
function urlOf(
  redirect: Redirect,
  scheme: RequestScheme,
  { host, path, query }: Readonly<Record<"host" | "path" | "query", string>>,
): URL | undefined {
  const { protocol, port, host: toHost, path: toPath } = redirect;
  if ([protocol, port, toHost, toPath].some((each) => each === unknownValue)) {
    return undefined;
  }
  const asked: Readonly<Record<string, string>> = {
    ...{ protocol: scheme, host, path: path.slice(1), query },
    port: String(requestSchemes[scheme].port),
  };
  const text = `${String(protocol).toLowerCase()}://${String(toHost)}:${String(port)}${String(toPath)}`;
  const url = text.replace(/#\{(\w+)\}/g, (whole, name: string) => ownEntry(asked, name) ?? whole);
  return URL.canParse(url) ? new URL(url) : undefined;
}
