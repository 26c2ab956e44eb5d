import { evaluate } from "../../core/expressions/evaluator";
import { getOrCreate } from "../../core/getOrCreate";
import {
  fetchDirectives,
  includesSubdomains,
  strictTransportHeader,
} from "../../facts/cloudflare/responseHeaders";
import { defaultBrowserSeconds } from "../../facts/cloudflare/zoneSettings";
import type { Inventory } from "../../model/graph/inventory";
import type { PlanChange } from "../../model/plan/plan";
import { zoneOf } from "../../model/graph/links";
import { isProgramsHostname } from "../../model/traffic/hostnameLabels";
import { EdgeZones } from "../../model/rules/edgeZones";
import { headerEdits, type HeaderEdit } from "../../model/rules/headerEdits";
import { differsByVisitor } from "../../model/rules/sampleRequests";
import type { Severity } from "../findings/severity";
import { listed, names, say, titleOf, type Phrase } from "../words/words";
import { causeOf, changesOf, type Risk, type RiskContext } from "./risk";

/** What becomes of visitors where a rule does something to a header. */
interface Effect {
  readonly of: HeaderEdit["of"];
  readonly headers: readonly string[];
  /** Whether a rule does it, where others did something until now. */
  readonly isMet: (edit: HeaderEdit, old: readonly HeaderEdit[]) => boolean;
  readonly severity: Severity;
  readonly meets: string;
  /** Whether it is about pages that browsers show, so that hostnames of programs do not meet it. Absent for no. */
  readonly isOfPages?: true;
}

const isRemoved = ({ operation }: HeaderEdit): boolean => operation === "remove";

/** The header of answers by which browsers let pages of other origins read them. Source: Fetch, "HTTP CORS protocol". */
const readersHeader = "access-control-allow-origin";

/**
 * What becomes of visitors. What Cloudflare refuses to write has no effect here (`x-forwarded-proto`), nor has what it writes again after
 * every rule (`x-forwarded-for`). Source: RFC 9110, RFC 6265 and RFC 6797 of the headers; Fetch and CSP Level 3; Cloudflare docs,
 * fundamentals/reference/http-headers, rules/transform/request-header-modification ("Important remarks"); RFC 9111, section 5.2.2.1 (max-age).
 */
const effects: readonly Effect[] = [
  {
    ...{ of: "requests", headers: ["cookie", "authorization"], isMet: isRemoved, severity: "high" },
    meets:
      "the origin knows no visitor any more: nobody who is signed in stays so, carts are empty, and calls with a token get Error 401",
  },
  {
    ...{ of: "requests", isMet: isRemoved, severity: "medium" },
    headers: ["cf-connecting-ip", "true-client-ip"],
    meets:
      "by X-Forwarded-For alone the origin still learns who asks, and if it reads another header, it takes all visitors for a few: limits and bans by address meet everybody at once, and it may refuse whom it lets in by address",
  },
  {
    ...{ of: "requests", headers: ["x-forwarded-proto"], isMet: isRemoved, severity: "medium" },
    meets:
      "unless Cloudflare writes it again, an origin that redirects to HTTPS by it takes every request for one in the clear and redirects it to itself: browsers give up with ERR_TOO_MANY_REDIRECTS",
  },
  {
    ...{ of: "requests", headers: ["content-type", "host", "origin"], severity: "medium" },
    isMet: () => true,
    meets:
      "forms and calls reach the origin as something else than they are, and it may refuse them",
  },
  {
    ...{ of: "answers", headers: ["set-cookie"], isMet: isRemoved, severity: "high" },
    meets: "no browser gets a cookie: nobody can sign in, and carts stay empty",
  },
  {
    ...{ of: "answers", headers: ["content-security-policy"], severity: "high", isOfPages: true },
    isMet: ({ operation, value }) =>
      operation !== "remove" && typeof value === "string" && loadsNothing(value),
    meets:
      "browsers run no script and apply no style of its pages: the policy lets them load nothing",
  },
  {
    ...{ of: "answers", headers: ["content-security-policy"], severity: "medium", isOfPages: true },
    isMet: ({ operation, value }) =>
      operation !== "remove" && (typeof value !== "string" || fetchDirectives.test(value)),
    meets:
      "browsers load on its pages nothing but what the policy names: a script of a payment or consent provider that it does not name is not run",
  },
  {
    ...{ of: "answers", severity: "medium", headers: [readersHeader] },
    isMet: ({ value }, old) => value !== "*" || old.some(({ name }) => name === readersHeader),
    meets:
      "browsers let pages of other origins read its answers by this header alone: calls of a site under another hostname fail where it does not name them, and those with cookies where it is *",
  },
  {
    ...{ of: "answers", severity: "medium", isMet: () => true },
    headers: ["access-control-allow-headers", "access-control-allow-methods"],
    meets:
      "browsers let pages of other origins call it by this header alone: calls of a site under another hostname fail where it does not name what they send",
  },
  {
    ...{ of: "answers", headers: ["location"], isMet: () => true, severity: "medium" },
    meets: "redirects of the origin, after a sign-in or an order, lead elsewhere or nowhere",
  },
  {
    ...{ of: "answers", headers: ["content-type"], severity: "high", isOfPages: true },
    isMet: ({ operation, value }) =>
      operation === "set" && typeof value === "string" && !/html/i.test(value),
    meets: "browsers show the source of its pages, or save them, and no visitor sees one",
  },
  {
    ...{ of: "answers", severity: "medium", isMet: () => true },
    headers: ["content-type", "content-encoding", "content-length", "transfer-encoding"],
    meets:
      "browsers take answers for something else than they are, and show pages as text or not at all",
  },
  {
    ...{ of: "answers", headers: ["cache-control"], severity: "medium" },
    isMet: ({ operation, value }) =>
      operation !== "remove" &&
      typeof value === "string" &&
      Number(/(?:^|[,\s])max-age=(\d+)/i.exec(value)?.[1] ?? 0) > defaultBrowserSeconds,
    meets:
      "browsers keep its pages for as long as max-age says, and no purge reaches them: who was there sees the old page, with links to scripts and styles that the next deployment may take away",
  },
  {
    ...{ of: "answers", headers: [strictTransportHeader], severity: "medium" },
    isMet: ({ operation, value }) =>
      operation !== "remove" &&
      typeof value === "string" &&
      value.toLowerCase().includes(includesSubdomains),
    meets:
      "browsers insist on HTTPS for every hostname beneath too, and one that has none is out of reach for as long as max-age says, also after an undo",
  },
];

/** Whether a policy names no source of scripts and styles. Source: Content Security Policy Level 3 (default-src stands for what is not named). */
function loadsNothing(policy: string): boolean {
  const sources = new Map(
    policy
      .toLowerCase()
      .split(";")
      .map((directive) => directive.trim().split(/\s+/))
      .map(([name = "", ...own]) => [name, own] as const),
  );
  return ["script-src", "style-src"].every((name) => {
    const own = sources.get(name) ?? sources.get("default-src");
    return own !== undefined && (own.length === 0 || own.join() === "'none'");
  });
}

/** What the rules of one ruleset come to do to hostnames in one way. */
interface Meeting {
  readonly change: PlanChange;
  readonly effect: Effect;
  readonly edits: HeaderEdit[];
  readonly hostnames: Set<string>;
}

/** Finds rules that come to change headers by which origins know visitors, or browsers what they were given. */
export function headerRuleRisks(context: RiskContext): Risk[] {
  const found = new Map<string, Meeting>();
  for (const change of changesOf(context, "ruleset", ["create", "update", "replace"])) {
    const { after } = change;
    const edits = after === undefined ? [] : headerEdits(after);
    const zone = after === undefined || edits.length === 0 ? undefined : zoneOf(after);
    const old = zone === undefined ? [] : editsOf(context.before.inventory, zone);
    for (const edit of edits) {
      const met = effects
        .filter(
          ({ of, headers, isMet }) =>
            of === edit.of && headers.includes(edit.name) && isMet(edit, old),
        )
        .map((effect) => {
          const { isOfPages = false } = effect;
          return { effect, hostnames: newlyMet(context, zone ?? "", edit, old, isOfPages) };
        });
      const { effect, hostnames = [] } = met.find((each) => each.hostnames.length > 0) ?? {};
      if (effect !== undefined) {
        const meeting = getOrCreate(found, `${change.key} ${effect.meets}`, () => ({
          ...{ change, effect, edits: [], hostnames: new Set<string>() },
        }));
        meeting.edits.push(edit);
        hostnames.forEach((hostname) => meeting.hostnames.add(hostname));
      }
    }
  }
  return [...found.values()].map(headerRisk);
}

function editsOf(inventory: Inventory, zone: string): HeaderEdit[] {
  return inventory
    .ofType("ruleset")
    .filter((each) => zoneOf(each) === zone)
    .flatMap(headerEdits);
}

/** The hostnames that answered before, of which a rule comes to take pages or calls, and none did the same to. */
function newlyMet(
  { before, after }: RiskContext,
  zone: string,
  edit: HeaderEdit,
  old: readonly HeaderEdit[],
  isOfPages: boolean,
): readonly string[] {
  const zones = EdgeZones.of(after);
  const stood = new Set(EdgeZones.of(before).reachedIn(zone));
  const same = old.filter(({ of, does }) => of === edit.of && does === edit.does);
  return zones
    .hostnamesOf(zone)
    .filter(({ title, host }) => stood.has(title) && !(isOfPages && isProgramsHostname(host)))
    .filter((hostname) =>
      zones
        .answersFor(zone, hostname)
        .filter(({ sample }) => differsByVisitor(sample) && (sample.isPage || !isOfPages))
        .some(({ sample: { forms } }) => {
          const meets = ({ condition }: HeaderEdit): boolean =>
            forms.every((form) => evaluate(condition, { ...form, host: hostname.host }) === "yes");
          return meets(edit) && !same.some(meets);
        }),
    )
    .map(({ title }) => title);
}

function headerRisk({ change, effect, edits, hostnames: met }: Meeting): Risk {
  const { of, severity, meets } = effect;
  const hostnames = [...met].sort();
  const [removed, written] = [true, false].map((isGone) => [
    ...new Set(edits.filter((edit) => isRemoved(edit) === isGone).map(({ name }) => name)),
  ]) as [string[], string[]];
  const does = listed([
    ...(removed.length > 0 ? [say`takes ${names(removed)} away`] : []),
    ...(written.length > 0 ? [say`writes ${names(written)}`] : []),
  ]);
  const places = [...new Set(edits.map(({ place }) => place))];
  const where: Phrase = [of === "requests" ? "requests to" : "answers of"];
  return {
    ...{ id: of === "requests" ? "request-header-changed" : "answer-header-changed", severity },
    ...{ subject: change.key, title: titleOf(hostnames), about: hostnames },
    consequence: say`From this change on the edge ${does} in ${where} ${names(hostnames)}, by the ${[places.length === 1 ? "rule" : "rules"]} ${names(places)} of ${change.name}: ${[meets]}.`,
    cause: [causeOf(change)],
    hint: say`Leave the header as it is, or let the rule meet the one path that needs it first.`,
  };
}
