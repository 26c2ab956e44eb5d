import { plainHttpToTls, unreachedIntegration } from "../../facts/aws/apiGateway";
import { groupRules } from "../../model/firewall/groupRules";
import { groupsOn } from "../../model/firewall/protectedEndpoints";
import type { Inventory } from "../../model/graph/inventory";
import { modelType } from "../../model/graph/resourceTypes";
import type { ModelResource } from "../../model/graph/resources";
import { title } from "../../model/graph/title";
import { routeKeyOf } from "../../model/origin/apiRoutes";
import { hostnamesAtPart } from "../../model/origin/gatewayDoors";
import {
  integrationFault,
  privateIntegrations,
  routesTo,
  type IntegrationFault,
  type PrivateIntegration,
} from "../../model/origin/privateIntegrations";
import type { PlanChange } from "../../model/plan/plan";
import { names, say, type Phrase } from "../words/words";
import { causesAmong } from "./publicOrigins";
import { causeOf, type Risk, type RiskContext } from "./risk";

/** Finds integrations of API Gateway that no longer reach what they ask in a private network. */
export function privateIntegrationRisks(context: RiskContext): Risk[] {
  const { before, after, formerly } = context;
  const old = new Map(
    privateIntegrations(before.inventory).map((each) => [each.resource.key, each]),
  );
  return privateIntegrations(after.inventory).flatMap((now): Risk[] => {
    const was = old.get(formerly.get(now.resource.key) ?? now.resource.key);
    const had = was && integrationFault(before.inventory, was);
    return was === undefined
      ? []
      : [...faultRisk(context, was, had, now), ...gapRisk(context, now)];
  });
}

function faultRisk(
  context: RiskContext,
  was: PrivateIntegration,
  had: IntegrationFault | undefined,
  now: PrivateIntegration,
): Risk[] {
  const { inventory } = context.after;
  const isGone =
    was.asked.length > 0 && asksNothingElse(context, was, now) && !isAsked(context, was);
  const fault = isGone ? "gone" : integrationFault(inventory, now);
  const cause = causesAmong(context, [
    ...partsOf(context.before.inventory, was),
    ...partsOf(inventory, now),
  ]);
  const met = visitorsOf(context, now);
  const [asked] = isGone ? was.asked : now.asked;
  const isTold = fault === undefined || fault === had || cause.length === 0;
  if (isTold || met === undefined || asked === undefined) {
    return [];
  }
  const told = words[fault](title(asked), now);
  return [
    {
      ...{ id: "origin-shut", severity: "high", subject: now.resource.key, cause },
      ...{ title: title(now.api), about: met.hostnames },
      consequence: say`From this change on ${told.what}: ${met.who} get ${fault === "tls expected" ? say`Error ${plainHttpToTls}` : say`${errorOf(now)} from API Gateway`} until ${told.until}.`,
      hint: told.hint,
    },
  ];
}

/** Whether an integration names no other listener or service than before. */
function asksNothingElse(
  { renamed }: RiskContext,
  was: PrivateIntegration,
  { asked, listener }: PrivateIntegration,
): boolean {
  const old = was.asked.map(({ key }) => renamed.get(key) ?? key);
  return listener === undefined && asked.every(({ key }) => old.includes(key));
}

/** Whether what an integration asked stands afterwards. */
function isAsked(
  { after, renamed }: RiskContext,
  { listener, asked }: PrivateIntegration,
): boolean {
  return [...(listener === undefined ? [] : [listener]), ...asked].every(
    ({ key }) => after.inventory.byKey(renamed.get(key) ?? key) !== undefined,
  );
}

/** What an integration asks, or its VPC link, is deleted before it is made anew. */
function gapRisk(context: RiskContext, now: PrivateIntegration): Risk[] {
  const met = visitorsOf(context, now);
  const first = [now.link, now.listener, ...now.asked]
    .map((part) => part && context.changes.get(part.key))
    .find((change): change is PlanChange => change?.deleteFirst === true);
  return first === undefined || met === undefined
    ? []
    : [
        {
          ...{ id: "origin-shut-meanwhile", severity: "high", subject: now.resource.key },
          ...{ title: title(now.api), about: met.hostnames, cause: [causeOf(first)] },
          consequence: say`${first.name} is deleted before it is made anew, and until the new one takes connections API Gateway reaches nobody through it: ${met.who} get ${errorOf(now)} meanwhile.`,
          hint: say`Let the new one be made first, without deleteBeforeReplace and with another name or port where they collide.`,
        },
      ];
}

/** Who asks an integration; nobody where no hostname leads to its API, or none of the API's routes to it. */
function visitorsOf(
  { after }: RiskContext,
  integration: PrivateIntegration,
): { readonly hostnames: readonly string[]; readonly who: Phrase } | undefined {
  const hostnames = hostnamesAtPart(after, integration.api);
  const { routes, areAll } = routesTo(after.inventory, integration);
  if (hostnames.length === 0 || (routes.length === 0 && !areAll)) {
    return undefined;
  }
  const keys = routes.flatMap((route) => routeKeyOf(route)?.text ?? []);
  const part = areAll ? [] : say` who ask for ${names(keys)}`;
  return { hostnames, who: say`visitors of ${names(hostnames)}${part}` };
}

function errorOf({ api }: PrivateIntegration): Phrase {
  const code = unreachedIntegration[modelType(api.type) === "httpApi" ? "httpApi" : "restApi"];
  return say`Error ${code}`;
}

interface Told {
  readonly what: Phrase;
  readonly until: Phrase;
  readonly hint: Phrase;
}

/** Source: Amazon API Gateway developer guide, http-api-develop-integrations-private (HTTP without tlsConfig), and knowledge center, api-gateway-500-error-vpc. */
const words: Readonly<
  Record<IntegrationFault | "gone", (asked: string, integration: PrivateIntegration) => Told>
> = {
  gone: (asked, { resource }) => ({
    what: say`${title(resource)} asks something that is not there any more, where it asked ${asked}`,
    until: say`it names a listener or a service that is there`,
    hint: say`Lead the integration to the new listener in an update before this one.`,
  }),
  shut: (asked, { link, port }) => ({
    what: say`the security groups of ${asked} do not let in the VPC link ${title(link)}, whose interfaces alone connect to it, at port ${String(port)}`,
    until: say`they let it in again`,
    hint: say`Let the security group of the VPC link in at that port: Cloudflare asks API Gateway, and never what stands behind it.`,
  }),
  "not let out": (asked, { link, port }) => ({
    what: say`the security groups of the VPC link ${title(link)} do not let it out to ${asked} at port ${String(port)}`,
    until: say`they let it out there again`,
    hint: say`Let the VPC link out to that port in an update before this one.`,
  }),
  "tls expected": (asked, { resource }) => ({
    what: say`${asked} speaks TLS at the listener that ${title(resource)} asks by plain HTTP`,
    until: say`both speak the same`,
    hint: say`Give the integration a tlsConfig with the name on the certificate, together with a listener of its own beside the old one, in an update before this one.`,
  }),
  "tls unanswered": (asked, { resource }) => ({
    what: say`${asked} speaks plain HTTP at the listener that ${title(resource)} asks by TLS`,
    until: say`both speak the same`,
    hint: say`Keep the listener on HTTPS as long as the integration has a tlsConfig.`,
  }),
};

/** What decides whether an integration reaches what it asks. */
function partsOf(inventory: Inventory, integration: PrivateIntegration): ModelResource[] {
  const { resource, link, listener, asked } = integration;
  const carriers = [...(link === undefined ? [] : [link]), ...asked];
  const groups = carriers.flatMap((carrier) => groupsOn(inventory, carrier));
  const rules = groups.flatMap((group) =>
    (["ingress", "egress"] as const).flatMap((direction) =>
      groupRules(inventory, group, direction).rules.map((rule) => rule.resource),
    ),
  );
  return [
    resource,
    ...(listener === undefined ? [] : [listener]),
    ...carriers,
    ...groups,
    ...rules,
  ];
}
