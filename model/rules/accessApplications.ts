import { selfHosted } from "../../facts/cloudflare/accessApplications";
import { unknownValue, type Known } from "../../core/known";
import { compare } from "../../core/order";
import type { Inventory } from "../graph/inventory";
import { unknownLink } from "../graph/links";
import {
  isObject,
  isUnread,
  knownList,
  readFlag,
  readList,
  readText,
  readTexts,
} from "../graph/reading";
import type { ModelResource } from "../graph/resources";
import { targetOf } from "../graph/targets";
import type { EdgeAction } from "./edgeActions";
import { ruleOf, type EdgeRule, type PhaseRules } from "./edgeRules";
import { accessStep, actionOf, policiesOf, serviceAuth } from "./accessPolicies";
import { quotedText } from "./quotedText";

/** A part of a site that an application stands before. */
interface Guarded {
  readonly place: string;
  /** The hostname and the path, without a scheme. */
  readonly uri: Known<string>;
}

/**
 * Reads what Access stands before, each as a rule with an expression that says the same.
 *
 * Source: Cloudflare docs, cloudflare-one/policies/access/app-paths (a path covers what is beneath it, and the more specific application
 * counts alone) and policies/access (Bypass and Service Auth are asked before Allow and Block; whom no policy lets in, nobody does).
 * @param inventory - The resources.
 * @returns The rules, the more specific ones first; none where there is no application.
 */
export function accessRules(inventory: Inventory): PhaseRules[] {
  const rules = inventory
    .ofType("accessApplication")
    .filter(({ properties }) => [undefined, null, selfHosted].includes(properties.type as null))
    .flatMap((application) => {
      const policies = policiesOf(inventory, application);
      const decidedBy = policies.flatMap(({ resource }) => resource ?? []);
      return guardedBy(application).map((each) => ({
        ...each,
        rule: guardRule(application, each, actionOf(policies), decidedBy),
      }));
    })
    .sort((left, right) => specificity(right) - specificity(left) || byUri(left, right))
    .map(({ rule }) => rule);
  return rules.length === 0
    ? []
    : [{ owner: unknownLink, isOfAccount: true, phase: accessStep, rules }];
}

/** Newer applications list their destinations, which win over the older ways to name them. */
function guardedBy({ properties }: ModelResource): Guarded[] {
  const destinations = readList(properties.destinations);
  const domains = readTexts(properties.selfHostedDomains);
  if (destinations === unknownValue || domains === unknownValue) {
    return [{ place: "destinations", uri: unknownValue }];
  }
  const listed = destinations.flatMap((each, index): Guarded[] => {
    const { type, uri } = isObject(each) ? each : {};
    const isPrivate = readText(type) === "private";
    return isPrivate
      ? []
      : [{ place: `destinations[${index}]`, uri: readText(uri) ?? unknownValue }];
  });
  if (listed.length > 0 || domains.length > 0) {
    return listed.length > 0
      ? listed
      : domains.map((uri, index) => ({ place: `selfHostedDomains[${index}]`, uri }));
  }
  const domain = readText(properties.domain);
  return domain === undefined ? [] : [{ place: "domain", uri: domain }];
}

/** The length of the path counts before that of the hostname, and a hostname with an asterisk after all others. */
function specificity({ uri }: Guarded): number {
  const [host, path] = typeof uri === "string" ? partsOf(uri) : ["*", ""];
  return path.length * 1_000 + (host.includes("*") ? 0 : 300) + host.length;
}

function byUri(left: Guarded, right: Guarded): number {
  return compare(String(left.uri), String(right.uri));
}

function partsOf(uri: string): [host: string, path: string] {
  const bare = uri.replace(/^(?:https?|\*):\/\//, "").toLowerCase();
  const slash = bare.indexOf("/");
  const [host, path] = slash < 0 ? [bare, ""] : [bare.slice(0, slash), bare.slice(slash)];
  return [host, path.replace(/\/?\*?$/, "")];
}

function guardRule(
  application: ModelResource,
  { place, uri }: Guarded,
  action: EdgeAction,
  decidedBy: readonly ModelResource[],
): EdgeRule {
  const title = readText(application.properties.name);
  return ruleOf(application, {
    ...{ place, enabled: "yes", action, decidedBy },
    ...(typeof title === "string" ? { title } : {}),
    expression: typeof uri === "string" ? guardExpression(uri) : unknownValue,
  });
}

function guardExpression(uri: string): string {
  const [host, path] = partsOf(uri);
  const own = `http.host ${host.includes("*") ? "wildcard" : "eq"} ${quotedText(host)}`;
  const beneath = [path, `${path}/*`].map(
    (each) => `http.request.uri.path wildcard ${quotedText(each)}`,
  );
  return path === "" ? own : `${own} and (${beneath.join(" or ")})`;
}

/**
 * Lists where an application lets programs pass that log in as nobody.
 * @param inventory - The resources.
 * @param application - An `AccessApplication`.
 * @returns The hostnames and paths that it stands before; none where no policy does, unknown where the plan does not say.
 */
export function programsPlaces(
  inventory: Inventory,
  application: ModelResource,
): Known<readonly string[]> {
  const policies = policiesOf(inventory, application);
  if (policies.some(({ said }) => said === undefined || isUnread(said.decision))) {
    return unknownValue;
  }
  const isForPrograms = policies.some(({ said }) => said?.decision === serviceAuth);
  return isForPrograms ? guardedPlaces(application) : [];
}

/**
 * Lists what an application stands before.
 * @param application - An `AccessApplication`.
 * @returns The hostnames and paths that are known, without a scheme.
 */
export function guardedPlaces(application: ModelResource): readonly string[] {
  return guardedBy(application).flatMap(({ uri }) => (typeof uri === "string" ? [uri] : []));
}

/**
 * Says whom the policies of an application let in.
 * @param inventory - The resources.
 * @param application - An `AccessApplication`.
 * @returns Unknown where the plan does not say, as where the program no longer names policies.
 */
export function letIn(
  inventory: Inventory,
  application: ModelResource,
): Known<"everybody" | "some" | "nobody"> {
  const policies = policiesOf(inventory, application);
  const isUnsaid = policies.length === 0 && (application.properties.policies ?? null) === null;
  const action = actionOf(policies);
  return isUnsaid || action.kind === "unread"
    ? unknownValue
    : action.kind === "login"
      ? action.letsIn
      : "everybody";
}

/**
 * Lists the service tokens that the policies of an application let in.
 * @param inventory - The resources.
 * @param application - An `AccessApplication`.
 * @returns Those that the plan has.
 */
export function tokensLetIn(inventory: Inventory, application: ModelResource): ModelResource[] {
  const included = policiesOf(inventory, application)
    .filter(({ said }) => said?.decision !== "deny")
    .flatMap(({ said }) => knownList(readList(said?.includes)) ?? []);
  return included.flatMap((each) => {
    const token = isObject(each) ? each.serviceToken : undefined;
    const id = isObject(token) ? token.tokenId : undefined;
    return id === undefined ? [] : (targetOf(inventory, id, "serviceToken")?.resources ?? []);
  });
}

/** By what programs show who they are. Source: Cloudflare docs, cloudflare-one/policies/access, selectors. */
const programsSelectors = ["serviceToken", "anyValidServiceToken", "certificate", "commonName"];

/**
 * Whether policies of an application name what programs show, whatever they decide of it.
 * @param inventory - The resources.
 * @param application - An `AccessApplication`.
 * @returns False where the plan does not say.
 */
export function namesPrograms(inventory: Inventory, application: ModelResource): boolean {
  return policiesOf(inventory, application)
    .flatMap(({ said }) => knownList(readList(said?.includes)) ?? [])
    .some(
      (each) =>
        isObject(each) &&
        Object.entries(each).some(
          ([selector, value]) => programsSelectors.includes(selector) && (value ?? null) !== null,
        ),
    );
}

/**
 * Reads what decides whether a service token counts that programs have.
 * @param token - A `ServiceToken`.
 * @returns Whether it is switched off for certain, and whether the secret of before counts for a while after a rotation.
 */
export function readServiceToken({ properties }: ModelResource): {
  readonly isOff: boolean;
  readonly keepsOldSecret: boolean;
} {
  return {
    isOff: readFlag(properties.enabled, "yes") === "no",
    keepsOldSecret: (properties.previousClientSecretExpiresAt ?? null) !== null,
  };
}
