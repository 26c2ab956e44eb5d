import { getOrCreate } from "../../core/getOrCreate";
import {
  pagesOfOneVisit,
  rateLimitPhase,
  requestsOfOnePage,
} from "../../facts/cloudflare/requestPhases";
import { publicFolders, publicPaths } from "../../facts/publicPaths";
import { answerOf } from "../../model/rules/edgeAnswers";
import type { EdgeRule } from "../../model/rules/edgeRules";
import { EdgeZones } from "../../model/rules/edgeZones";
import { namedRequest } from "../../model/rules/namedRequests";
import { ofHost, type SampleRequest } from "../../model/rules/sampleRequests";
import { isProgramsHostname, isProgramsPath } from "../../model/traffic/hostnameLabels";
import type { Counted, NamedUse } from "./countedParts";
import type { Passage } from "./edgeMeetings";
import { knownLimit } from "./knownLimits";

/**
 * Makes requests for the paths that limits name, which nobody asks for every day.
 * @param passage - The hostname.
 * @returns Each with the limit that counts it. At a limit that visitors share, a few shut out the others; at one of each, what one sends
 * who does what the path is for may fill it.
 */
export function namedAnswers(passage: Passage): readonly Counted[] {
  const { context, zone, zones, hostname, was } = passage;
  const sides = [EdgeZones.of(context.before), zones].map((side) => side.alike(zone, hostname));
  return getOrCreate(
    getOrCreate(known, zones, () => new Map<string, readonly Counted[]>()),
    [...sides, was.length > 0].join("\n"),
    () => answersOf(passage),
  );
}

/** Hostnames that no rule tells apart are asked about once. */
const known = new WeakMap<EdgeZones, Map<string, readonly Counted[]>>();

function answersOf({ context, zone, zones, hostname, was, is }: Passage): Counted[] {
  const [home] = is;
  const limits = zones.metIn(zone).phases.get(rateLimitPhase) ?? [];
  const visits = is.filter(({ sample }) => !publicPaths.some(({ name }) => name === sample.name));
  const everyDay = new Set(visits.flatMap(({ counting }) => counting));
  const stood = new Set(was.flatMap(({ counting }) => counting));
  return limits.flatMap(({ rules = [] }) =>
    rules.flatMap((rule): Counted[] => {
      const sample = home && namedRequest(rule, ofHost(home.sample, hostname.host));
      const limit = sample && knownLimit(rule, sample);
      if (sample === undefined || limit === undefined || everyDay.has(rule)) {
        return [];
      }
      const [now, old] = [zones, EdgeZones.of(context.before)].map((side) =>
        answerOf(side.metIn(zone), sample),
      );
      const named = limit.together === undefined ? useOf(rule, sample, old?.counting) : undefined;
      // A limit of all requests is above what one of a single path is made for.
      const before = old?.counting.filter((each) => named === undefined || !stood.has(each)) ?? [];
      return now?.counting.includes(rule) === true
        ? [{ sample, counting: [rule], counted: before, named }]
        : [];
    }),
  );
}

/** What one sends at a path: all that a page takes from there, the calls of a page, or a page and its form. */
function useOf(
  { fields }: EdgeRule,
  { forms: [form] }: SampleRequest,
  before: readonly EdgeRule[] = [],
): NamedUse {
  const { path = "/", host = "" } = form ?? {};
  if (/\.\w+$/.test(path) || publicFolders.some((folder) => path.startsWith(folder))) {
    const requests = Math.round(requestsOfOnePage / 3);
    return { path, requests, what: "one page asks for many files there within seconds" };
  }
  if (isProgramsPath(path) || isProgramsHostname(host)) {
    const what = "one page, or one client, makes several calls there within seconds";
    return { path, requests: pagesOfOneVisit, what };
  }
  // Whoever was counted by what the origin answered is counted by all that is sent now.
  const countedLess = before.some(({ action }) => action.kind === "limit" && action.countsOthers);
  if (countedLess) {
    const what =
      "until now it counted by other requests or answers, such as failed attempts, and now every one";
    return { path, requests: pagesOfOneVisit, what };
  }
  const isOfMethod = fields.has("http.request.method");
  return isOfMethod
    ? { path, requests: 2, what: "whoever mistypes once and sends the form again has sent two" }
    : {
        path,
        requests: 3,
        what: "whoever opens the page, sends its form and mistypes once has sent three or more",
      };
}
