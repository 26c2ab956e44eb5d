import { schemes } from "../../facts/cloudflare/expressionLanguage";
import type { ExpressionRequest } from "../../core/expressions/requests";
import { getOrCreate } from "../../core/getOrCreate";
import { ownEntry } from "../../core/ownEntry";
import { unknownValue } from "../../core/known";
import { clearModes } from "../../facts/cloudflare/zoneSettings";
import { defaultHttpPort } from "../../facts/cloudflare/ports";
import type { ModelResource } from "../graph/resources";
import type { Redirect } from "../origin/actions";
import { outcomeFor } from "../origin/listenerRules";
import { OriginPaths } from "../origin/originPaths";
import type { TrafficModel } from "../traffic/path";

const machinesOf = new WeakMap<TrafficModel, ReadonlyMap<string, readonly ModelResource[]>>();

const zonesOf = new WeakMap<TrafficModel, ReadonlySet<string>>();

/**
 * Lists the zones whose origins Cloudflare speaks to in the clear.
 * @param model - The paths of hostnames.
 * @returns Those whose mode is known and says so, as `zoneOf` calls them.
 */
export function zonesInTheClear(model: TrafficModel): ReadonlySet<string> {
  return getOrCreate(
    zonesOf,
    model,
    () =>
      new Set(
        model.tls
          .filter(({ mode }) => typeof mode === "string" && clearModes.includes(mode))
          .map(({ zone }) => zone),
      ),
  );
}

/**
 * Finds where a load balancer of AWS redirects a request that Cloudflare sends it in the clear.
 * @param model - The paths of hostnames.
 * @param request - The request.
 * @returns The URL; undefined where it does not, or the plan does not say.
 */
export function originRedirect(
  model: TrafficModel,
  { host, path, query = "" }: ExpressionRequest,
): URL | undefined {
  const origins = OriginPaths.of(model);
  const machines = getOrCreate(machinesOf, model, () => machinesByHost(model)).get(host) ?? [];
  const urls = machines.map((machine) => {
    const listener = origins.listeners(machine).get(defaultHttpPort);
    const action = listener && outcomeFor(model.inventory, listener, host).rest?.action;
    return action?.kind === "redirect" ? urlOf(action, host, path, query) : undefined;
  });
  const [first] = urls;
  return urls.every((url) => url?.href === first?.href) ? first : undefined;
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
function urlOf(redirect: Redirect, host: string, path: string, query: string): URL | undefined {
  const { protocol, port, host: toHost, path: toPath } = redirect;
  if ([protocol, port, toHost, toPath].some((each) => each === unknownValue)) {
    return undefined;
  }
  const asked: Readonly<Record<string, string>> = {
    ...{ protocol: schemes.clear, host, port: String(defaultHttpPort), path: path.slice(1), query },
  };
  const text = `${String(protocol).toLowerCase()}://${String(toHost)}:${String(port)}${String(toPath)}`;
  const url = text.replace(/#\{(\w+)\}/g, (whole, name: string) => ownEntry(asked, name) ?? whole);
  return URL.canParse(url) ? new URL(url) : undefined;
}
