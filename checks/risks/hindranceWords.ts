import { loadBalancerErrors } from "../../facts/aws/loadBalancerErrors";
import { developmentModeHours } from "../../facts/cloudflare/zoneSettings";
import { botPhase } from "../../facts/cloudflare/zoneProducts";
import { isProgramsHostname } from "../../model/traffic/hostnameLabels";
import { speaksGrpc } from "../../model/origin/grpc";
import { speaksWebSockets } from "../../model/origin/webSockets";
import type { TrafficModel } from "../../model/traffic/path";
import type { Hindrance } from "../../model/rules/servingSettings";
import type { RuledSwitch } from "../../model/rules/ruledSwitches";
import { attackStep } from "../../model/rules/attackModes";
import type { EdgeZones } from "../../model/rules/edgeZones";
import { answersOf } from "../../model/rules/hostnameAnswers";
import { switchedBy } from "../../model/rules/requestSettings";
import {
  imageName,
  programs,
  type Asker,
  type SampleRequest,
} from "../../model/rules/sampleRequests";
import { demandsTokenToSignIn } from "../../model/rules/tokenValidations";
import { skipsPhase } from "../../model/rules/skippedPhases";
import type { Severity } from "../findings/severity";
import { errorOf, say, type Phrase } from "../words/words";
import type { Risk } from "./risk";
import {
  checkedPrograms,
  checkHint,
  deferHint,
  deferredScripts,
  protectedImages,
} from "./switchWords";

/** What is said of a hindrance. */
export interface HindranceWords extends Pick<Risk, "id" | "hint"> {
  readonly severity: (met: readonly string[], elsewhere: readonly string[]) => Severity;
  /** What becomes of requests to hostnames; sites of other domains that the plan holds may meet it too. */
  readonly consequence: (hostnames: Phrase, elsewhere: readonly string[]) => Phrase;
  /** Hostnames of which every request fails, and what is said of them then. Absent where there are none. */
  readonly cut?: {
    readonly meets: (model: TrafficModel, hostname: string) => boolean;
    readonly consequence: (hostnames: Phrase) => Phrase;
  };
  /** Whether requests to a hostname meet it. Defaults to all of a zone. */
  readonly meets?: (zones: EdgeZones, zone: string, hostname: string) => boolean;
}

const [high, medium, low] = (["high", "medium", "low"] as const).map(
  (severity) => () => severity,
) as [() => Severity, () => Severity, () => Severity];

const skipHint = say`Skip ${botPhase} for API paths, webhooks and monitors by a custom rule first, or let the action be allow and look at what it would meet.`;

/** What each hindrance does, and the way out of it. */
export const hindranceWords: Readonly<Record<Hindrance, HindranceWords>> = {
  "no WebSockets": {
    ...{ id: "websockets-off", severity: medium },
    cut: {
      meets: speaksWebSockets,
      consequence: (hostnames) =>
        say`From this change on no WebSocket of ${hostnames} opens any more, and those that are open end: Cloudflare passes none on to an origin, and the plan shows that clients keep them open there, so that what they are for fails for every visitor.`,
    },
    consequence: (hostnames) =>
      say`From this change on Cloudflare passes no WebSocket connection of ${hostnames} on to an origin: chats, live updates and whatever else keeps a connection open fail, while the pages around them load.`,
    hint: say`Leave websockets on, unless nothing in the zone opens such a connection.`,
  },
  "no HTTP/2": {
    ...{ id: "visitors-http2-off", severity: low },
    cut: {
      meets: speaksGrpc,
      consequence: (hostnames) =>
        say`From this change on no call of gRPC to ${hostnames} gets through: it needs HTTP/2, which Cloudflare no longer offers to clients, and what stands behind speaks gRPC.`,
    },
    consequence: (hostnames) =>
      say`From this change on visitors of ${hostnames} are served by HTTP/1.1: browsers bear it and are slower, calls of gRPC fail.`,
    hint: say`Leave http2 on where gRPC is spoken.`,
  },
  "under attack": {
    ...{ id: "under-attack-mode", severity: medium },
    meets: (zones, zone, hostname) => isMet(zones, zone, hostname, everybody, attackStep),
    cut: {
      meets: (_model, hostname) => isProgramsHostname(hostname),
      consequence: (hostnames) =>
        say`From this change on every call of ${hostnames} gets a challenge in place of an answer, until the level is lowered: API clients, apps and webhooks cannot pass it and get Error 403.`,
    },
    consequence: (hostnames) =>
      say`From this change on every visitor of ${hostnames} gets a challenge first: API clients, monitors and webhooks cannot pass it and get Error 403.`,
    hint: say`Set it by hand while an attack lasts, and let a configuration rule set a lower level for the hostnames and paths that programs ask.`,
  },
  "cache passed by": {
    ...{ id: "cache-off", severity: medium },
    consequence: (hostnames) =>
      say`For ${developmentModeHours} hours from this change on every request to ${hostnames} goes past the cache: the origins get all that the edge answers today, and where they cannot bear it, visitors meet slow answers, ${errorOf(loadBalancerErrors.overloadedTargets)}.`,
    hint: say`Purge what is out of date, or let a cache rule pass the cache by for the paths at work.`,
  },
  "no IPv6": {
    ...{ id: "visitors-ipv6-off", severity: low },
    consequence: (hostnames) =>
      say`From this change on ${hostnames} have no AAAA record any more: who has no IPv4 and no translation to it cannot reach them.`,
    hint: say`Leave ipv6 on; where an origin cannot bear such addresses of visitors, set pseudo_ipv4.`,
  },
  "images for own pages only": {
    ...{
      id: "hotlinks-refused",
      severity: (_met, elsewhere) => (elsewhere.length > 0 ? "medium" : "low"),
    },
    meets: (zones, zone, hostname) => {
      const image = answersOf(zones, hostname, zone)?.find(
        ({ sample }) => sample.name === imageName,
      );
      return (
        image === undefined ||
        switchedBy(zones.metIn(zone), image.sample, "hotlinkProtection")?.value !== "no"
      );
    },
    consequence: protectedImages,
    hint: say`Switch it off for the paths that others may show, by a configuration rule.`,
  },
  "queries left out": {
    ...{ id: "cache-mixes-queries", severity: medium },
    consequence: (hostnames) =>
      say`From this change on the edge keeps one file of ${hostnames} for every query: a script or an image with another version behind the question mark, or one that is made by it, is answered with what somebody else asked for first.`,
    hint: say`Leave cache_level at aggressive, and leave out of the key what only counts visits by a cache rule.`,
  },
  "country unsaid": {
    ...{ id: "request-header-changed", severity: medium },
    consequence: (hostnames) =>
      say`From this change on requests to ${hostnames} reach origins without CF-IPCountry: what they choose by the visitor's country, a language, a currency or whom they let in, falls to its default, and code that asks for the header fails where it does not bear its absence.`,
    hint: say`See first that no origin reads the header, or write it by a rule of its own.`,
  },
  "programs checked": {
    ...{ id: "bots-refused", severity: medium },
    meets: (zones, zone, hostname) =>
      isSwitched(zones, zone, hostname, "browserCheck", ({ asker }) => programs.includes(asker)),
    consequence: checkedPrograms,
    hint: checkHint,
  },
  "scripts run later": {
    ...{ id: "scripts-deferred", severity: medium },
    meets: (zones, zone, hostname) =>
      !isProgramsHostname(hostname) &&
      isSwitched(zones, zone, hostname, "rocketLoader", ({ isPage }) => isPage),
    consequence: deferredScripts,
    hint: deferHint,
  },
  "bots fought": {
    ...{ id: "bots-refused", severity: medium },
    consequence: (hostnames) =>
      say`From this change on Bot Fight Mode challenges what looks automated at ${hostnames}, and no custom rule can leave anything out, an IP Access rule alone: API clients, webhooks, mobile apps and external monitors cannot pass and get Error 403, until it is off again.`,
    hint: say`Allow the addresses of webhooks and monitors by IP Access rules first, leave fight_mode off where programs ask, or have Super Bot Fight Mode, which rules can skip.`,
  },
  "automated requests refused": {
    ...{
      id: "bots-refused",
      severity: (met) => (met.some(isProgramsHostname) ? "high" : "medium"),
    },
    consequence: (hostnames) =>
      say`From this change on Super Bot Fight Mode turns away at ${hostnames} what is certainly automated: API clients, webhooks and external monitors are, and get Error 403 where no rule skips it for them.`,
    hint: skipHint,
    meets: (zones, zone, hostname) => isMet(zones, zone, hostname, programs),
  },
  "likely automated requests refused": {
    ...{ id: "bots-refused", severity: medium },
    consequence: (hostnames) =>
      say`From this change on Super Bot Fight Mode turns away at ${hostnames} what is likely automated: API clients, webhooks, mobile apps and external monitors may be, and get Error 403 where no rule skips it for them.`,
    hint: skipHint,
    meets: (zones, zone, hostname) => isMet(zones, zone, hostname, programs),
  },
  "known bots refused": {
    ...{ id: "bots-refused", severity: medium },
    consequence: (hostnames) =>
      say`From this change on Super Bot Fight Mode answers known bots at ${hostnames} with Error 403: search engines drop the pages, link previews, payment providers and monitors that Cloudflare knows get none.`,
    hint: say`Let sbfm_verified_bots be allow.`,
    meets: (zones, zone, hostname) => isMet(zones, zone, hostname, ["crawlers"]),
  },
  "calls validated": {
    ...{ id: "calls-refused", severity: medium },
    consequence: (hostnames) =>
      say`From this change on calls of ${hostnames} that do not conform to the schema of their operation are answered with Error 403: a field, a type or a header that clients send and the schema does not have shuts them out.`,
    hint: say`Let the action be log, see in the security events that no call of a week breaks the schema, and block then.`,
  },
  "tokens demanded": {
    ...{ id: "calls-refused", severity: medium },
    cut: {
      meets: ({ inventory }, hostname) => demandsTokenToSignIn(inventory, hostname),
      consequence: (hostnames) =>
        say`From this change on calls of ${hostnames} without a valid token are answered with Error 403, those among them by which clients sign in or renew a token: nobody gets one any more, and whoever has one is shut out when it expires.`,
    },
    consequence: (hostnames) =>
      say`From this change on calls of ${hostnames} without a valid token are answered with Error 403 before any of them reaches an origin: clients whose tokens are of another issuer or key, and calls that need none, are shut out.`,
    hint: say`Let the action be log, see in the security events whom it meets, and block then.`,
  },
  "scripts refused": {
    ...{ id: "scripts-refused", severity: medium },
    consequence: (hostnames) =>
      say`From this change on browsers load on pages of ${hostnames} nothing but what the policy names: a script of a payment, a consent or an analytics provider that it does not name is not run, while the pages load.`,
    hint: say`Let the action be log, see that no report names what pages need, and enforce then.`,
  },
  "addresses hidden": {
    ...{ id: "request-header-changed", severity: medium },
    consequence: (hostnames) =>
      say`From this change on origins of ${hostnames} get the visitor's address by X-Forwarded-For alone: those that read CF-Connecting-IP or True-Client-IP take all visitors for a few, limits and bans by address meet everybody at once, and they may refuse whom they let in by address.`,
    hint: say`Leave remove_visitor_ip_headers off where origins limit, log or admit by address.`,
  },
  "DNS only": {
    ...{ id: "zone-paused", severity: high },
    consequence: (hostnames) =>
      say`From this change on Cloudflare only answers DNS for ${hostnames}, and visitors go straight to the origins, whose addresses are public then. An origin that lets in Cloudflare alone answers nobody, and one with a certificate of the Origin CA is trusted by no browser.`,
    hint: say`Leave zone_mode at standard, and set proxied to false on the records that are to be reached without Cloudflare.`,
  },
};

/** Whether no rule switches something off for one of the requests of a hostname. */
function isSwitched(
  zones: EdgeZones,
  zone: string,
  hostname: string,
  name: RuledSwitch,
  isAsked: (sample: SampleRequest) => boolean,
): boolean {
  const answers = answersOf(zones, hostname, zone) ?? [];
  const met = zones.metIn(zone);
  return answers.some(
    ({ sample }) => isAsked(sample) && switchedBy(met, sample, name)?.value !== "no",
  );
}

const everybody: readonly Asker[] = ["visitors", "API clients", "monitors", "crawlers"];

/** Whether no rule skips a phase for one of those who ask a hostname. */
function isMet(
  zones: EdgeZones,
  zone: string,
  hostname: string,
  askers: readonly Asker[],
  phase: string = botPhase,
): boolean {
  const answers = answersOf(zones, hostname, zone) ?? [];
  const samples = answers.filter(({ sample }) => askers.includes(sample.asker));
  const met = zones.metIn(zone);
  return samples.some(({ sample }) => !skipsPhase(met, sample, phase));
}
