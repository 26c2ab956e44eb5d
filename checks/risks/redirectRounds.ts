import { getOrCreate } from "../../core/getOrCreate";
import { schemes } from "../../facts/cloudflare/expressionLanguage";
import { zoneOf } from "../../model/graph/links";
import type { PlanChange } from "../../model/plan/plan";
import type { EdgeAction } from "../../model/rules/edgeActions";
import { answerOf, type EdgeAnswer } from "../../model/rules/edgeAnswers";
import { shownName, type AskedHostname } from "../../model/rules/askedHostnames";
import { EdgeZones } from "../../model/rules/edgeZones";
import type { SampleAnswer } from "../../model/rules/sampleAnswer";
import { asksInTheClear, zonesOfRedirectingOrigins } from "../../model/rules/originRedirects";
import { namedRequest } from "../../model/rules/namedRequests";
import { redirectSources } from "../../model/rules/redirectLists";
import { redirectRound, type RedirectRound } from "../../model/rules/redirects";
import { ofHost, type SampleRequest } from "../../model/rules/sampleRequests";
import { encryptionModeOf } from "../../model/traffic/encryptionModes";
import { isModeSetting, isUpgradeSetting } from "../../model/tls/zoneTls";
import { names, type Phrase, say, titleOf } from "../words/words";
import type { Passage } from "./edgeMeetings";
import { leadingChanges, redirectCauses } from "./redirectCauses";
import { causeOf, changesOf, type Risk, type RiskContext } from "./risk";

/** A round, and whose visitors go round. */
export interface Round {
  readonly risk: Risk;
  /** The hostnames of which requests of every day do, sorted. */
  readonly hostnames: readonly string[];
}

/** A round as it is found first, with the hostnames of all that go round by the same rules. */
interface Going {
  readonly passage: Passage;
  readonly round: RedirectRound;
  readonly hostnames: Set<string>;
  /** Whether it goes by a path that visitors do not ask for every day. */
  readonly isRare: boolean;
}

/** Finds redirects that come to meet each other, or themselves. */
export function roundRisks(passages: readonly Passage[]): Round[] {
  const found = new Map<string, Going>();
  for (const passage of passages) {
    const before = EdgeZones.of(passage.context.before);
    for (const asked of askedOf(passage)) {
      const round = redirectRound(passage.zones, asked);
      // Of an origin that redirects to itself, its listener's own risk tells.
      const isOthers = round?.rules.length === 0 && !isModeKnown(passage);
      if (round === undefined || isOthers || redirectRound(before, asked) !== undefined) {
        continue;
      }
      const { hostnames } = getOrCreate(found, keyOf(round, passage.hostname), () => ({
        ...{ passage, round, hostnames: new Set<string>() },
        isRare: passage.is.every(({ sample }) => sample.name !== asked.name),
      }));
      goingRound(round, passage.hostname).forEach((name) => hostnames.add(name));
    }
  }
  return [...found.values()].map(({ passage, round, hostnames, isRare }) => {
    const sorted = [...hostnames].sort();
    const { hostname } = passage;
    const shown = sorted.map((name) => (name === hostname.title ? shownName(hostname) : name));
    return { risk: roundRisk(passage, round, shown), hostnames: isRare ? [] : sorted };
  });
}

function isModeKnown({ hostname, zones: { model } }: Passage): boolean {
  return typeof encryptionModeOf(model, hostname.host) === "string";
}

/** The requests of a hostname that rules or an origin redirect, or may: those of every day, and the home page of who types its name. */
function askedOf(passage: Passage): SampleRequest[] {
  const { zone, zones, hostname, is } = passage;
  const isByOrigin = zonesOfRedirectingOrigins(zones.model).has(zone);
  const everyDay = is.filter(
    (answer) => mayRedirect(answer) || (isByOrigin && passes(answer) && answer.sample.isPage),
  );
  const [home] = is;
  const typed = home && inTheClear(home.sample);
  const isTyped = typed !== undefined && isRedirectedInTheClear(zones, zone, is, typed);
  return [
    ...[...everyDay.map(({ sample }) => sample), ...(isTyped ? [typed] : [])],
    ...(home === undefined ? [] : redirectedPaths(passage, home.sample)),
  ].map((sample) => ofHost(sample, hostname.host));
}

/** Requests for paths that rules which redirect, or the items of lists that change, are about. */
function redirectedPaths(
  { context, zone, zones, hostname }: Passage,
  home: SampleRequest,
): SampleRequest[] {
  const { phases } = zones.metIn(zone);
  const rules = redirectingPhases
    .flatMap((phase) => phases.get(phase) ?? [])
    .flatMap(({ rules: own = [] }) => own)
    .filter(({ action }) => redirecting.has(action.kind));
  const named = rules
    .filter(({ resource }) => context.changes.has(resource.key))
    .map((rule) => namedRequest(rule, ofHost(home, hostname.host)));
  const listed = rules.some(({ action }) => action.kind === "redirects")
    ? changedSources(context, hostname.host).map((path) => ({
        ...{ ...home, name: `for ${path}` },
        forms: home.forms.map((form) => ({ ...form, path, query: "" })),
      }))
    : [];
  return [...named, ...listed].filter((sample) => sample !== undefined).slice(0, mostPaths);
}

/** The paths of a hostname that items of lists which change redirect. */
function changedSources(
  { changesOfType, after: { inventory } }: RiskContext,
  host: string,
): string[] {
  const changed = (["rulesList", "rulesListItem"] as const).flatMap(
    (type) => changesOfType.get(type) ?? [],
  );
  const sources = changed.flatMap(({ after }) => {
    const own = after && inventory.byKey(after.key);
    return own === undefined ? [] : redirectSources(own);
  });
  return sources
    .map((source) => source.replace(/^\w+:\/\//, ""))
    .filter((source) => source.startsWith(`${host}/`))
    .map((source) => source.slice(host.length));
}

/** More paths than these of one hostname are not followed. */
const mostPaths = 20;

const redirectingPhases = [
  ...(["http_request_dynamic_redirect", "http_request_redirect", "page rules"] as const),
];

function passes({ outcome }: SampleAnswer): boolean {
  return outcome === "passes";
}

function mayRedirect({ outcome, perhaps }: EdgeAnswer): boolean {
  return (
    outcome === "redirected" ||
    (outcome === "unknown" && perhaps.some(({ action }) => redirecting.has(action.kind)))
  );
}

const redirecting: ReadonlySet<EdgeAction["kind"]> = new Set(["redirect", "redirects"]);

function inTheClear(sample: SampleRequest): SampleRequest {
  return { ...sample, forms: sample.forms.map((form) => ({ ...form, scheme: schemes.clear })) };
}

const redirectedInTheClear = new WeakMap<readonly SampleAnswer[], { readonly is: boolean }>();

/** Hostnames that share answers to what is asked every day share this one too. */
function isRedirectedInTheClear(
  zones: EdgeZones,
  zone: string,
  answers: readonly SampleAnswer[],
  typed: SampleRequest,
): boolean {
  return getOrCreate(redirectedInTheClear, answers, () => ({
    is: mayRedirect(answerOf(zones.metIn(zone), typed)),
  })).is;
}

/** What tells a round from others: its rules, and the hostnames by which it goes where an origin redirects. */
function keyOf(round: RedirectRound, asked: AskedHostname): string {
  const names = round.isByOrigin ? goingRound(round, asked) : [];
  const own = names.map((name) => ({ resource: { key: name }, place: "" }));
  return [...round.rules, ...own]
    .map(({ resource, place }) => `${resource.key} ${place}`)
    .sort()
    .join("\n");
}

/** The hostnames by which visitors go round; that of who asked is not among them where it only leads there. */
function goingRound({ urls }: RedirectRound, { title, host }: AskedHostname): string[] {
  const hosts = urls.map((url) => new URL(url).hostname);
  return [...new Set(hosts.map((each) => (each === host ? title : each)))].sort();
}

function roundRisk(passage: Passage, round: RedirectRound, hostnames: readonly string[]): Risk {
  const { zones, zone } = passage;
  const { isByOrigin, country } = round;
  const isClear = asksInTheClear(zones.model, hostnames[0] ?? zone);
  const own = isClear
    ? say` The origin redirects what Cloudflare asks it in the clear, as the encryption mode has it.`
    : say` The origin redirects what Cloudflare asks it by HTTPS.`;
  const who =
    country === undefined
      ? say`visitors of ${names(hostnames)}`
      : say`some visitors of ${names(hostnames)}, such as those from ${country},`;
  const title = titleOf(hostnames);
  return {
    id: "redirect-loop",
    severity: "high",
    ...{ subject: hostnames[0] ?? title, title },
    consequence: [
      ...say`From this change on ${who} are redirected ${wayOf(round)}: browsers give up with ${"ERR_TOO_MANY_REDIRECTS"}.`,
      ...(isByOrigin ? own : []),
    ],
    cause: roundCauses(passage, round).map((change) => causeOf(change)),
    about: hostnames,
    hint: roundHint(round, isClear),
  };
}

/** From where to where, as far as it goes before it begins again. */
function wayOf({ urls, isGrowing }: RedirectRound): Phrase {
  const [first = "", ...others] = urls;
  const steps = [...others, ...(isGrowing ? [] : [first])].map((url) => say` to ${url}`);
  return [...say`from ${first}`, ...steps.flat(), isGrowing ? " and on and on" : " again"];
}

function roundHint({ urls, isByOrigin, rules }: RedirectRound, isClear: boolean): Phrase {
  if (isByOrigin) {
    return isClear
      ? say`Set the encryption mode to strict, so that the origin is asked by HTTPS.`
      : say`Let the listener of HTTPS forward what it is asked, and redirect at that of HTTP alone.`;
  }
  if (urls.length === 1 && urls[0]?.startsWith(`${schemes.clear}:`) === true) {
    return say`Let the target begin with ${"https://"}, if HTTPS is what it is for, or leave out of the rule what it leads to.`;
  }
  return rules.length === 1
    ? say`Let the rule leave out the hostname or the path that it leads to.`
    : say`Let each rule leave out the hostname or the path that it leads to, and keep one of those that meet.`;
}

/** What changes of all that redirects: rules, else, where the origin does, what it does and how it is asked. */
function roundCauses(
  { context, zone, hostname }: Passage,
  { rules, isByOrigin }: RedirectRound,
): PlanChange[] {
  const ofRules = rules.flatMap((rule) => redirectCauses(context, rule));
  const settings = changesOf(context, "zoneSetting", ["create", "update", "replace"]).filter(
    ({ after }) =>
      after !== undefined &&
      zoneOf(after) === zone &&
      (isModeSetting(after) || isUpgradeSetting(after)),
  );
  const listeners = changesOf(
    context,
    ["listener", "listenerRule"],
    ["create", "update", "replace", "delete"],
  );
  const found = new Set([...ofRules, ...settings, ...(isByOrigin ? listeners : [])]);
  // Where nothing of that changes, the hostname comes to be led there.
  return found.size > 0 ? [...found] : leadingChanges(context, hostname.title);
}
