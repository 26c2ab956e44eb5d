import { evaluate } from "../../core/expressions/evaluator";
import { title } from "../../model/graph/title";
import { toldUrls } from "../../model/origin/toldUrls";
import { isProgramsHostname, isProgramsPath } from "../../model/traffic/hostnameLabels";
import { answerTo } from "../../model/rules/edgeAnswers";
import type { MetRules } from "../../model/rules/metRules";
import { EdgeZones } from "../../model/rules/edgeZones";
import type { EdgeRule } from "../../model/rules/edgeRules";
import { ofHost, type SampleRequest } from "../../model/rules/sampleRequests";
import { listed, names, say, type Phrase } from "../words/words";
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
 * The networks from which programs ask that run in the clouds of Amazon, of which AWS has what a plan runs there, Google and Microsoft. Source: PeeringDB (AS16509, AS14618, AS15169,
 * AS396982 and AS8075).
 */
const ownNetworks = [16_509, 14_618] as const;
const cloudNetworks = [...ownNetworks, 15_169, 396_982, 8_075] as const;

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
    .flatMap(shutRisks)
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

/** What runs in AWS, is told to call a hostname, and is refused there. */
function ownCallers({ context: { after }, rule, samples }: Meeting, host: string): string[] {
  const calls = [...samples.values()].filter(({ asker }) => asker === "API clients");
  const isShut = calls.some(({ forms }) =>
    ownNetworks.every((asnum) =>
      forms.every((form) => {
        const asking = { ...form, host, fields: { ...form.fields, "ip.src.asnum": asnum } };
        return rule.condition !== undefined && evaluate(rule.condition, asking) === "yes";
      }),
    ),
  );
  return toldUrls(after.inventory)
    .filter(({ url }) => isShut && url.hostname === host)
    .filter(({ url: { pathname } }) => isProgramsHostname(host) || isProgramsPath(pathname))
    .map(({ resource }) => title(resource));
}

/** Hostnames that what runs in AWS is told to call are told of by themselves. */
function shutRisks(meeting: Meeting): Risk[] {
  const led = [...meeting.hostnames].map((entry) => {
    const callers = ownCallers(meeting, entry[1].host);
    return { entry, callers };
  });
  const [called, others] = [true, false].map((isCalled) =>
    led.filter(({ callers }) => callers.length > 0 === isCalled),
  ) as [typeof led, typeof led];
  return [called, others]
    .filter((each) => each.length > 0)
    .map((each) => {
      const hostnames = new Map(each.map(({ entry }) => entry));
      return shutRisk({ ...meeting, hostnames }, [...new Set(each.flatMap((one) => one.callers))]);
    });
}

function shutRisk(meeting: Meeting, callers: readonly string[]): Risk {
  const who = listed(askersOf([...meeting.samples.values()]).map((asker): Phrase => [asker]));
  const isOwn = callers.length > 0;
  const own = isOwn
    ? say` ${names(callers)}, which AWS runs and which is told to call there, is refused with them, and whatever it makes of the answers fails.`
    : [];
  return meetingRisk(meeting, "edge-rule-blocks", isOwn && meeting.stood ? "high" : "medium", {
    consequence: say`From this change on ${hostsOf(meeting)} ${verbOf(meeting, "refuses", "refuse")} requests from where programs ask, ${[askedFrom]} or the networks of clouds, by ${ruleName(meeting.rule)}, with Error 403 or a challenge, and not those from everywhere: ${who} that ask from there are shut out, and webhooks of payment providers too.${own}`,
    hint: say`Let known bots and the paths of programs pass first, and see in the security events whom the rule would meet.`,
  });
}
