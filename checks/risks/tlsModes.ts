import { ownEntry } from "../../core/ownEntry";
import { SslMode, strictModes } from "../../facts/cloudflare/zoneSettings";
import { EdgeZones } from "../../model/rules/edgeZones";
import { showsTrusted } from "../../model/origin/showsTrusted";
import { strengthOf, type TlsMode } from "../../model/tls/tlsModes";
import { getOrCreate } from "../../core/getOrCreate";
import { mistrusted, unheard } from "./originTls";
import { causeOf, type Risk, type RiskContext } from "./risk";
import { names, type Phrase, say, titleOf } from "../words/words";

/**
 * Finds encryption modes that become weaker, or demand more than origins may bear: of zones, and of page rules and configuration
 * rules for some of their requests.
 */
export function tlsModeRisks(context: RiskContext): Risk[] {
  const old = new ModesBefore(context);
  return [
    ...context.after.tlsModes.flatMap((mode) => changed(context, old, mode)),
    ...together(old.givenUp).flatMap((mode) => givenUp(context, mode)),
  ];
}

/** What visitors meet in each mode that is not strict. Source: Cloudflare docs, ssl/origin-configuration/ssl-modes. */
const consequences: Readonly<Record<string, Phrase>> = {
  [SslMode.Full]: say`any certificate of the origin is believed, an expired or foreign one too: whoever gets between Cloudflare and the origin reads and changes everything, and a wrong origin goes unnoticed`,
  [SslMode.Flexible]: say`Cloudflare speaks to the origin in clear on port 80: an origin that redirects to HTTPS answers in an endless circle, one that listens on 443 only answers with Error 521`,
  [SslMode.Off]: say`visitors are sent to plain HTTP: sites with HSTS are out of reach, and everything is read on the way`,
};

/** The modes of before, found by what they become, one hostname at a time. */
class ModesBefore {
  /** Modes of requests that their resource no longer names, nor one that is new. */
  readonly givenUp: readonly TlsMode[];
  readonly #modes = new Map<string, Set<unknown>>();
  readonly #zones = new Map<string, unknown>();

  constructor({ before, after, renamed }: RiskContext) {
    const [modes, now] = [before.tlsModes.flatMap(byHostname), after.tlsModes.flatMap(byHostname)];
    const idBefore = (mode: TlsMode): string => identity(mode, renamed.get(mode.resource.key));
    const [was, there] = [new Set(modes.map(idBefore)), new Set(now.map((mode) => identity(mode)))];
    const entered = new Set(now.filter((mode) => !was.has(identity(mode))).map(requestsOf));
    const left = modes.filter((mode) => mode.scope === "requests" && !there.has(idBefore(mode)));
    this.givenUp = left.filter((mode) => !entered.has(requestsOf(mode)));
    for (const mode of modes) {
      getOrCreate(this.#modes, idBefore(mode), () => new Set()).add(mode.mode);
      if (mode.scope === "zone") {
        this.#zones.set(mode.zone, mode.mode);
      }
    }
    for (const mode of left) {
      getOrCreate(this.#modes, requestsOf(mode), () => new Set()).add(mode.mode);
    }
  }

  /** The modes that held until now; those of the zone for requests that had none of their own. */
  of(mode: TlsMode): ReadonlySet<unknown> {
    const own = this.#modes.get(identity(mode)) ?? this.#modes.get(requestsOf(mode));
    return own ?? new Set(this.#zones.has(mode.zone) ? [this.#zones.get(mode.zone)] : []);
  }
}

function byHostname(mode: TlsMode): TlsMode[] {
  return mode.hostnames.length === 0
    ? [mode]
    : mode.hostnames.map((hostname) => ({ ...mode, hostnames: [hostname], title: hostname }));
}

/** What a resource says of several hostnames, in one. */
function together(modes: readonly TlsMode[]): TlsMode[] {
  const alike = new Map<string, TlsMode[]>();
  for (const mode of modes) {
    const id = [mode.resource.key, String(mode.mode), mode.isWeak, mode.hostnames.length];
    getOrCreate(alike, id.join("\n"), () => []).push(mode);
  }
  return [...alike.values()].flatMap((group) => {
    const titles = new Set(group.map(({ title }) => title));
    return group.slice(0, 1).map((mode) => ({ ...mode, title: titleOf([...titles].sort()) }));
  });
}

/** The mode of a zone is one, whichever resource says it. */
function identity({ scope, zone, resource, hostnames }: TlsMode, key = resource.key): string {
  return scope === "zone" ? zone : [key, ...hostnames.map(bare)].join("\n");
}

/** The same requests, whichever resource names them; where none does, those of the resource. */
function requestsOf(mode: TlsMode): string {
  const { zone, hostnames } = mode;
  return hostnames.length === 0 ? identity(mode) : ["", zone, ...hostnames.map(bare)].join("\n");
}

/** In a page rule `*a.example.com` is about `a.example.com` too. */
function bare(pattern: string): string {
  return pattern.replace(/^\*(?=[^.])/, "");
}

function changed(context: RiskContext, old: ModesBefore, mode: TlsMode): Risk[] {
  const ways = new Map<Way, TlsMode[]>();
  for (const each of byHostname(mode)) {
    const way = wayOf(old.of(each), each);
    if (way !== undefined) {
      getOrCreate(ways, way, () => []).push(each);
    }
  }
  return [...ways].map(([way, news]) => {
    const own = news.flatMap(({ hostnames }) => hostnames);
    const title = own.length === 0 ? mode.title : titleOf(own);
    return riskOf[way](context, { ...mode, title });
  });
}

/** Where a mode leads: to less, to certificates that are checked, or to TLS with any certificate. */
type Way = "weaker" | "stricter" | "encrypted";

const riskOf: Readonly<Record<Way, (context: RiskContext, mode: TlsMode) => Risk>> = {
  weaker,
  stricter,
  encrypted,
};

function wayOf(was: ReadonlySet<unknown>, mode: TlsMode): Way | undefined {
  // The first mode that a stack sets for a zone may be the one that stands there.
  if (typeof mode.mode !== "string" || was.has(mode.mode)) {
    return undefined;
  }
  const known = [...was].filter((each) => typeof each === "string");
  if (mode.isWeak === "no") {
    return known.some((each) => !strictModes.includes(each)) ? "stricter" : undefined;
  }
  if (mode.isWeak === "unknown" || (mode.scope === "zone" && was.size === 0)) {
    return undefined;
  }
  const isBetter = was.size > 0 && [...was].every((each) => isStronger(mode.mode, each));
  return isBetter ? improvement(mode) : "weaker";
}

/** Whether a mode demands more than an earlier one that is known. */
function isStronger(mode: unknown, was: unknown): boolean {
  return strengthOf(was) >= 0 && strengthOf(mode) > strengthOf(was);
}

/** From nothing to Flexible, Cloudflare speaks to origins as before. */
function improvement({ mode }: TlsMode): Way | undefined {
  return mode === SslMode.Full ? "encrypted" : undefined;
}

/** A rule that goes leaves its requests to the mode of the zone. */
function givenUp(context: RiskContext, mode: TlsMode): Risk[] {
  const zone = context.after.tlsModes.find(
    (each) => each.scope === "zone" && each.zone === mode.zone,
  );
  if (mode.isWeak === "yes" && zone?.isWeak === "no") {
    return [stricter(context, mode)];
  }
  if (zone?.isWeak !== "yes" || zone.mode === mode.mode) {
    return [];
  }
  const left: TlsMode = { ...mode, mode: zone.mode };
  const way = strengthOf(zone.mode) < strengthOf(mode.mode) ? "weaker" : improvement(left);
  return way === undefined ? [] : [riskOf[way](context, left)];
}

function weaker(context: RiskContext, mode: TlsMode): Risk {
  const { title } = mode;
  const meets =
    ownEntry(consequences, String(mode.mode)) ?? say`the origin need not show a valid certificate`;
  return {
    id: "tls-weaker",
    severity: "high",
    ...{ subject: subjectOf(mode), title },
    consequence: say`${whose(context, mode)}: from this change on, ${meets}.`,
    cause: causes(context, mode),
    hint: say`Keep ssl at strict, and give the origin that cannot show a valid certificate one of the Origin CA.`,
  };
}

function stricter(context: RiskContext, mode: TlsMode): Risk {
  const { title } = mode;
  const met = mistrusted(context.after, hostnamesOf(context, mode));
  const refused =
    met.length === 0
      ? []
      : say` The certificate of what answers for ${names(met)} has another name, or none that is believed: all of its visitors get that.`;
  return {
    id: "tls-stricter",
    severity: met.length > 0 ? "high" : isBorne(context, mode) ? "low" : "medium",
    ...{ subject: subjectOf(mode), title, about: met },
    consequence: say`${whose(context, mode)}: from this change on, every origin must show a certificate that is valid and covers its hostname; one that does not is answered with Error 526 at once.${refused}`,
    cause: causes(context, mode),
    hint: say`See that each origin has a valid certificate first; steady-edge doctor and openssl s_client show it.`,
  };
}

/** Whether the plan holds all of a zone, and each origin in it shows a certificate that is believed. */
function isBorne({ plan, after }: RiskContext, { scope, zone }: TlsMode): boolean {
  const reached = EdgeZones.of(after).reachedIn(zone);
  return (
    scope === "zone" &&
    plan.whole &&
    reached.length > 0 &&
    reached.every((hostname) => showsTrusted(after, hostname))
  );
}

/** Source: Cloudflare docs, ssl/origin-configuration/ssl-modes/full; API reference, zone setting `ssl`. */
function encrypted(context: RiskContext, mode: TlsMode): Risk {
  const { title } = mode;
  const met = unheard(context.after, hostnamesOf(context, mode));
  const deaf =
    met.length === 0
      ? []
      : say` What answers for ${names(met)} has no listener there: all of its visitors get Error 521.`;
  return {
    id: "origin-tls-on",
    severity: met.length > 0 ? "high" : "medium",
    ...{ subject: subjectOf(mode), title, about: met },
    consequence: say`${whose(context, mode)}: from this change on, Cloudflare asks the origin by HTTPS, at port 443: one that does not listen there is answered with Error 521, one that shows no certificate at all with Error 525.${deaf} What remains: any certificate is believed, an expired or foreign one too, until the mode is strict.`,
    cause: causes(context, mode),
    hint: say`See that each origin answers at port 443 with a certificate first; one of the Origin CA is good for strict as well.`,
  };
}

/** Whose requests have a mode: those that a rule names, or of its zone. */
function hostnamesOf({ after }: RiskContext, { scope, zone, hostnames }: TlsMode) {
  return scope === "zone" ? EdgeZones.of(after).reachedIn(zone) : hostnames;
}

function subjectOf({ scope, zone, resource }: TlsMode): string {
  return scope === "zone" ? zone : resource.key;
}

function whose({ after }: RiskContext, { scope, zone, title, hostnames }: TlsMode): Phrase {
  if (scope === "zone") {
    const reached = EdgeZones.of(after).reachedIn(zone);
    return reached.length === 0
      ? say`Every hostname of ${title}`
      : say`Every hostname of ${title} (${names(reached)})`;
  }
  return hostnames.length > 0 ? say`${title}` : say`Some requests of ${title}`;
}

function causes({ changes }: RiskContext, { resource }: TlsMode): Risk["cause"] {
  const change = changes.get(resource.key);
  return change === undefined ? [] : [causeOf(change)];
}
