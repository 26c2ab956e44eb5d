import { managedPhase } from "../../facts/cloudflare/managedRulesets";
import { botPhase } from "../../facts/cloudflare/zoneProducts";
import type { Inventory } from "../../model/graph/inventory";
import { managedRules } from "../../model/rules/managedRules";
import { namedRequest } from "../../model/rules/namedRequests";
import { hinderingSettings, type Hindrance } from "../../model/rules/servingSettings";
import { skipsPhase, skippingRules } from "../../model/rules/skippedPhases";
import { say, type Phrase } from "../words/words";
import {
  alikePassages,
  askedPhrase,
  hostsOf,
  meetingRisk,
  Meetings,
  ruleName,
  type AlikePassage,
  type Meeting,
  type Passage,
} from "./edgeMeetings";
import { ofHost } from "../../model/rules/sampleRequests";
import { EdgeZones } from "../../model/rules/edgeZones";
import type { Risk } from "./risk";

/** A product that refuses requests, unless a rule leaves them out. */
interface Product {
  readonly phase: string;
  readonly id: Risk["id"];
  /** Whether it refuses anything in a zone. */
  readonly refuses: (inventory: Inventory, zone: string) => boolean;
  /** What becomes of requests that no rule leaves out. */
  readonly meets: Phrase;
}

const fought: ReadonlySet<Hindrance> = new Set<Hindrance>([
  ...(["automated requests refused", "likely automated requests refused"] as const),
]);

const products: readonly Product[] = [
  {
    ...{ phase: botPhase, id: "bots-refused" },
    refuses: (inventory, zone) =>
      hinderingSettings(inventory).some(
        (each) => each.zone === zone && fought.has(each.hindrance) && each.certainty === "yes",
      ),
    meets: say`Super Bot Fight Mode turns away what is automated there: API clients, webhooks and monitors get Error 403`,
  },
  {
    ...{ phase: managedPhase, id: "managed-rules-tightened" },
    refuses: (inventory, zone) =>
      managedRules(inventory).some((each) => each.zone === zone && each.onlyLogs === "no"),
    meets: say`the managed rules look at them: uploads, forms with code or markup and calls of APIs that look like an attack get Error 403`,
  },
];

/** More rules than these of one zone are not asked for. */
const mostRules = 20;

/**
 * Finds requests that a rule left out of a product which refuses, until now.
 * @param passages - The hostnames.
 */
export function unsparedRequestRisks(passages: readonly Passage[]): Risk[] {
  return products.flatMap((product) => {
    const found = new Meetings();
    alikePassages(passages)
      .filter(({ context: { before, after }, zone, was }) => {
        const sides = [before, after];
        return was.length > 0 && sides.every(({ inventory }) => product.refuses(inventory, zone));
      })
      .forEach((passage) => {
        noteUnspared(found, passage, product.phase);
      });
    return found.all().map((meeting) => unsparedRisk(product, meeting));
  });
}

function noteUnspared(found: Meetings, passage: AlikePassage, phase: string): void {
  const { context, zone, zones, hostname, is } = passage;
  const [before, after] = [EdgeZones.of(context.before).metIn(zone), zones.metIn(zone)];
  const call = is.find(({ sample }) => sample.asker === "API clients");
  for (const rule of skippingRules(before, phase).slice(0, mostRules)) {
    const named = call && namedRequest(rule, ofHost(call.sample, hostname.host));
    const programs = is.filter(({ sample }) => !["visitors", "crawlers"].includes(sample.asker));
    const asked = [
      ...programs.map(({ sample }) => ofHost(sample, hostname.host)),
      ...(named === undefined ? [] : [named]),
    ];
    for (const sample of asked) {
      if (skipsPhase(before, sample, phase, rule) && !skipsPhase(after, sample, phase)) {
        found.add(passage, rule, sample, {});
      }
    }
  }
}

function unsparedRisk({ id, meets }: Product, meeting: Meeting): Risk {
  return meetingRisk(meeting, id, "medium", {
    consequence: say`From this change on no rule leaves ${askedPhrase(meeting)} to ${hostsOf(meeting)} out any more, as ${ruleName(meeting.rule)} did: ${meets}, until a rule leaves them out again.`,
    hint: say`Keep the rule that leaves them out until nobody sends such requests, or put one like it before it goes.`,
  });
}
