import { answerTo, type MetRules } from "../../model/rules/edgeAnswers";
import { EdgeZones } from "../../model/rules/edgeZones";
import type { EdgeRule } from "../../model/rules/edgeRules";
import { ofHost, type SampleRequest } from "../../model/rules/sampleRequests";
import { listed, say, type Phrase } from "../words/words";
import {
  alikePassages,
  askersOf,
  hostsOf,
  meetingRisk,
  Meetings,
  ruleName,
  verbOf,
  type Meeting,
  type Passage,
} from "./edgeMeetings";
import type { Risk } from "./risk";

/**
 * The country from which search engines, authorities, monitors and payment providers ask first of all. Source: Google Search Central, "Verifying
 * Googlebot" (most of its addresses are of the United States); of the others from experience.
 */
const askedFrom = "US";

/**
 * The networks from which programs ask that run in the clouds of Amazon, Google and Microsoft. Source: PeeringDB (AS16509, AS14618, AS15169,
 * AS396982 and AS8075).
 */
const cloudNetworks = [16_509, 14_618, 15_169, 396_982, 8_075] as const;

const networkField = /^ip\.(?:src|geoip)\.asnum$/;
const countryField = /^ip\.(?:src|geoip)\.(?:country|continent|is_in_european_union)$/;

/** Finds rules that come to refuse a country from which programs ask, where they leave others alone. */
export function shutCountryRisks(passages: readonly Passage[]): Risk[] {
  const found = new Meetings();
  for (const passage of alikePassages(passages)) {
    const { context, zone, zones, hostname, was, is } = passage;
    const [before, after] = [EdgeZones.of(context.before).metIn(zone), zones.metIn(zone)];
    for (const { sample, outcome } of was.length === 0 ? [] : is) {
      const own = ofHost(sample, hostname.host);
      const isOpen = outcome === "unknown" || outcome === "passes";
      const by = isOpen ? refusedBy(after, own) : undefined;
      if (by !== undefined && sample.asker !== "visitors" && refusedBy(before, own) === undefined) {
        found.add(passage, by, sample, {});
      }
    }
  }
  return found
    .all()
    .map(shutRisk)
    .filter(({ cause }) => cause.length > 0);
}

/** The rule by which a request from there is refused. */
function refusedBy(met: MetRules, { forms }: SampleRequest): EdgeRule | undefined {
  const form = forms.find(({ country }) => country === askedFrom);
  const networks = cloudNetworks.map((asnum) => ({ "ip.src.asnum": asnum }));
  const asking = [
    { field: countryField, fields: {} },
    ...networks.map((fields) => ({ field: networkField, fields })),
  ];
  return asking
    .map(({ field, fields }) => {
      const answer = form && answerTo(met, { ...form, fields: { ...form.fields, ...fields } });
      const isRefused = answer?.outcome === "blocked" || answer?.outcome === "challenged";
      const isAsked = [...(answer?.by?.fields ?? [])].some((name) => field.test(name));
      return isRefused && isAsked ? answer?.by : undefined;
    })
    .find((by) => by !== undefined);
}

function shutRisk(meeting: Meeting): Risk {
  const who = listed(askersOf([...meeting.samples.values()]).map((asker): Phrase => [asker]));
  return meetingRisk(meeting, "edge-rule-blocks", "medium", {
    consequence: say`From this change on ${hostsOf(meeting)} ${verbOf(meeting, "refuses", "refuse")} requests from where programs ask, ${[askedFrom]} or the networks of clouds, by ${ruleName(meeting.rule)}, with Error 403 or a challenge, and not those from everywhere: ${who} that ask from there are shut out, and webhooks of payment providers too.`,
    hint: say`Let known bots and the paths of programs pass first, and see in the security events whom the rule would meet.`,
  });
}
