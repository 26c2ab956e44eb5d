import { askedName } from "../graph/hostnames";
import type { Inventory } from "../graph/inventory";
import { zoneOfPath } from "../traffic/answering";
import type { HostnamePath } from "../traffic/hostnamePath";
import { trafficPathsOf } from "../traffic/path";
import { answerOf, type EdgeAnswer } from "./edgeAnswers";
import type { EdgeRule } from "./edgeRules";
import { exempts } from "./exempting";
import { allRules, phasesMet } from "./allRules";
import { EdgeZones } from "./edgeZones";
import { RedirectLists } from "./redirectLists";
import { redirectRound } from "./redirects";
import { sampleRequests, type SampleRequest } from "./sampleRequests";

/**
 * Whether the rules of the edge keep every visitor of a hostname from a page, whatever its path in DNS is. A rule that lets some pass by
 * who they are keeps not everybody.
 * @param inventory - The resources.
 * @param path - The hostname's path.
 * @returns Why, as a sentence without a full stop; undefined where some request for a page gets through, or may.
 */
export function edgeRefusal(inventory: Inventory, path: HostnamePath): string | undefined {
  const zone = zoneOfPath(path);
  if (zone === undefined || path.proxied === "no") {
    return undefined;
  }
  const balancers = path.loadBalancer === undefined ? [] : [path.loadBalancer.resource];
  const phases = phasesMet(allRules(inventory, balancers), zone);
  if (phases.size === 0) {
    return undefined;
  }
  const met = { phases, lists: new RedirectLists(inventory) };
  const rules = [...phases.values()].flat().flatMap(({ rules: own = [] }) => own);
  const lists = rules.flatMap((rule) => rule.visitorLists);
  const host = askedName(path.hostname);
  const pages = sampleRequests(host, "/", { lists }).filter(({ isPage }) => isPage);
  const refusals = pages.map((page) => refusalOf(inventory, page, answerOf(met, page)));
  return refusals.every((refusal) => refusal !== undefined) ? refusals[0] : undefined;
}

function refusalOf(
  inventory: Inventory,
  page: SampleRequest,
  { outcome, by }: EdgeAnswer,
): string | undefined {
  if (outcome === "redirected") {
    const round = redirectRound(EdgeZones.of(trafficPathsOf(inventory)), page);
    return round !== undefined && round.country === undefined
      ? `redirects lead round: ${round.urls.join(" to ")}`
      : undefined;
  }
  const isShut = by?.action.kind === "login" && by.action.letsIn === "nobody";
  const isRefused = outcome === "blocked" || outcome === "held" || isShut;
  return by !== undefined && isRefused && !exempts(by)
    ? `${nameOf(by)} lets no request through`
    : undefined;
}

function nameOf({ title, place, resource }: EdgeRule): string {
  return `the rule ${title === place ? place : `${title} (${place})`} of ${resource.name}`;
}
