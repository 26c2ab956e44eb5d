import { evaluate } from "../../core/expressions/evaluator";
import { schemes } from "../../facts/cloudflare/expressionLanguage";
import { getOrCreate } from "../../core/getOrCreate";
import { includesSubdomains, strictTransportHeader } from "../../facts/cloudflare/responseHeaders";
import type { PlanChange } from "../../model/plan/plan";
import { zoneOf } from "../../model/graph/links";
import { EdgeZones } from "../../model/rules/edgeZones";
import { headerEdits, type HeaderEdit } from "../../model/rules/headerEdits";
import { differsByVisitor } from "../../model/rules/sampleRequests";
import { ofThisChange } from "../findings/finding";
import type { Severity } from "../findings/severity";
import { names, say, type Phrase } from "../words/words";
import { causeOf, changesOf, type Risk, type RiskContext } from "./risk";

/** What becomes of visitors where a rule does something to a header. */
interface Effect {
  readonly of: HeaderEdit["of"];
  readonly headers: readonly string[];
  readonly isMet: (edit: HeaderEdit) => boolean;
  readonly severity: Severity;
  readonly meets: string;
}

const isRemoved = ({ operation }: HeaderEdit): boolean => operation === "remove";
const isSet = ({ operation }: HeaderEdit): boolean => operation !== "remove";

/** Source: RFC 9110, RFC 6265 and RFC 6797 of the headers; Fetch and CSP Level 3; Cloudflare docs, fundamentals/reference/http-headers. */
const effects: readonly Effect[] = [
  {
    ...{ of: "requests", headers: ["cookie", "authorization"], isMet: isRemoved, severity: "high" },
    meets:
      "the origin knows no visitor any more: nobody who is signed in stays so, carts are empty, and calls with a token get Error 401",
  },
  {
    ...{ of: "requests", isMet: isRemoved, severity: "medium" },
    headers: ["x-forwarded-for", "cf-connecting-ip", "true-client-ip"],
    meets:
      "the origin takes all visitors for a few: limits and bans by address meet everybody at once, and it may refuse whom it lets in by address",
  },
  {
    ...{ of: "requests", headers: ["x-forwarded-proto"], severity: "medium" },
    isMet: ({ operation, value }) => operation === "remove" || value !== schemes.encrypted,
    meets:
      "an origin that redirects to HTTPS by it takes every request for one in the clear and redirects it to itself: browsers give up with ERR_TOO_MANY_REDIRECTS",
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
    ...{ of: "answers", headers: ["content-security-policy"], isMet: isSet, severity: "medium" },
    meets:
      "browsers load on its pages nothing but what the policy names: a script of a payment or consent provider that it does not name is not run",
  },
  {
    ...{ of: "answers", severity: "medium", isMet: () => true },
    headers: [
      "access-control-allow-origin",
      "access-control-allow-headers",
      "access-control-allow-methods",
    ],
    meets:
      "browsers let pages of other origins read its answers by this header alone: calls of a site under another hostname fail where it does not name them",
  },
  {
    ...{ of: "answers", headers: ["location"], isMet: () => true, severity: "medium" },
    meets: "redirects of the origin, after a sign-in or an order, lead elsewhere or nowhere",
  },
  {
    ...{ of: "answers", severity: "medium", isMet: () => true },
    headers: ["content-type", "content-encoding", "content-length", "transfer-encoding"],
    meets:
      "browsers take answers for something else than they are, and show pages as text or not at all",
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

/** Finds rules that come to change headers by which origins know visitors, or browsers what they were given. */
export function headerRuleRisks(context: RiskContext): Risk[] {
  const changes = changesOf(context, "ruleset", ["create", "update", "replace"]);
  const edits = changes.flatMap((change) => {
    const { after } = change;
    return after === undefined
      ? []
      : headerEdits(after).map((edit) => ({ edit, change, zone: zoneOf(after) }));
  });
  if (edits.length === 0) {
    return [];
  }
  const stood = new Set(
    context.before.inventory
      .ofType("ruleset")
      .flatMap((each) => headerEdits(each).map(({ id }) => `${zoneOf(each)} ${id}`)),
  );
  const found = new Map<string, Risk>();
  for (const { edit, change, zone } of edits.filter(
    (each) => !stood.has(`${each.zone} ${each.edit.id}`),
  )) {
    const effect = effects.find(
      ({ of, headers, isMet }) => of === edit.of && headers.includes(edit.name) && isMet(edit),
    );
    const hostnames = effect === undefined ? [] : metBy(context, zone, edit);
    if (effect !== undefined && hostnames.length > 0) {
      getOrCreate(found, `${change.key} ${effect.meets}`, () =>
        headerRisk(change, edit, effect, hostnames),
      );
    }
  }
  return [...found.values()];
}

/** The hostnames of which a rule takes pages or calls. */
function metBy({ after }: RiskContext, zone: string, { condition }: HeaderEdit): readonly string[] {
  const zones = EdgeZones.of(after);
  const reached = new Set(zones.reachedIn(zone));
  return zones
    .hostnamesOf(zone)
    .filter(({ title }) => reached.has(title))
    .filter((hostname) =>
      zones
        .answersFor(zone, hostname)
        .filter(({ sample }) => differsByVisitor(sample))
        .some(({ sample: { forms } }) =>
          forms.every((form) => evaluate(condition, { ...form, host: hostname.host }) === "yes"),
        ),
    )
    .map(({ title }) => title);
}

function headerRisk(
  change: PlanChange,
  { of, name, operation, place }: HeaderEdit,
  { severity, meets }: Effect,
  hostnames: readonly string[],
): Risk {
  const does: Phrase = operation === "remove" ? say`takes ${name} away` : say`writes ${name}`;
  const where: Phrase = [of === "requests" ? "requests to" : "answers of"];
  return {
    ...{ id: of === "requests" ? "request-header-changed" : "answer-header-changed", severity },
    ...{ subject: change.key, title: hostnames.join(", "), about: hostnames },
    consequence: say`From this change on the edge ${does} in ${where} ${names(hostnames)}, by the rule ${place} of ${change.name}: ${[meets]}.`,
    cause: [causeOf(change)],
    hint: say`Leave the header as it is, or let the rule meet the one path that needs it first.`,
    ...ofThisChange,
  };
}
