import { edgePortField } from "../../facts/cloudflare/expressionFields";
import { requestSchemes, schemes } from "../../facts/cloudflare/expressionLanguage";
import { proxiedHttpPorts, proxiedHttpsPorts } from "../../facts/cloudflare/ports";
import type { ModelResource } from "../../model/graph/resources";
import { outcomeFor } from "../../model/origin/listenerRules";
import { OriginPaths } from "../../model/origin/originPaths";
import { ruledPorts } from "../../model/rules/ruledPorts";
import type { SampleRequest } from "../../model/rules/sampleRequests";
import { usualPorts } from "../../model/traffic/originUse";
import type { Passage } from "./edgeMeetings";
import { shutPort } from "./shutPorts";

/**
 * Makes requests that name a port in their URL, where rules ask about it: at each port that Cloudflare passes on to a listener of the
 * hostname's load balancer of AWS which forwards what it gets and lets Cloudflare in. Source: Cloudflare docs,
 * fundamentals/reference/network-ports.
 * @param passage - The hostname.
 * @param home - A visitor's request for a page of it.
 */
export function portRequests(
  { context: { after }, zone, zones, hostname: { title, host } }: Passage,
  home: SampleRequest,
): SampleRequest[] {
  const rules = [...zones.metIn(zone).phases.values()].flat().flatMap(({ rules: own = [] }) => own);
  const isAsked = rules.some(({ fields }) => fields.has(edgePortField));
  if (!isAsked || ruledPorts(after).has(host)) {
    return [];
  }
  const paths = OriginPaths.of(after);
  // Where nothing is forwarded, a redirect to the usual port or an error is all that visitors lose.
  const forwards = (listener: ModelResource): boolean => {
    const { some, rest } = outcomeFor(after.inventory, listener, host);
    return [...some, ...(rest === undefined ? [] : [rest])].some(
      ({ action }) => action.kind === "forward",
    );
  };
  const ports = after.inventory
    .ofType("awsLoadBalancer")
    .filter((machine) =>
      paths.leads.to(machine).some(({ hostname, port }) => hostname === title && port === 0),
    )
    .flatMap((machine) =>
      [...paths.listeners(machine)]
        .filter(([port, listener]) => passedOn.has(port) && forwards(listener))
        .filter(([port]) => shutPort(after, machine, port) === undefined)
        .map(([port]) => port),
    );
  return [...new Set(ports)].sort((one, other) => one - other).map((port) => atPort(home, port));
}

const usual = new Set<number>(usualPorts);
const passedOn: ReadonlyMap<number, keyof typeof requestSchemes> = new Map(
  [
    ...proxiedHttpPorts.map((port) => [port, schemes.clear] as const),
    ...proxiedHttpsPorts.map((port) => [port, schemes.encrypted] as const),
  ].filter(([port]) => !usual.has(port)),
);

function atPort(home: SampleRequest, port: number): SampleRequest {
  const scheme = passedOn.get(port) ?? schemes.encrypted;
  return {
    ...{ ...home, name: `to port ${port}`, isPage: false },
    forms: home.forms.map((form) => ({ ...form, scheme, port })),
  };
}
