import { ownEntry } from "../../../facts/ownEntry";
import { SslMode, strictModes } from "../../../facts/cloudflare/zoneSettings";
import type { TlsMode } from "../../model/tlsModes";
import { causeOf, type Risk, type RiskContext } from "../risk";
import { say, type Phrase } from "../words";

/**
 * Finds encryption modes that become weaker, or stricter than origins may bear: of zones, and of page rules and configuration
 * rules for some of their requests.
 * @param context - The plan.
 * @returns The risks.
 */
export function tlsModeRisks(context: RiskContext): Risk[] {
  const old = new ModesBefore(context);
  const now = context.after.tlsModes;
  const there = new Set(now.map((mode) => identity(mode)));
  const gone = context.before.tlsModes.filter(
    (mode) => mode.scope === "requests" && !there.has(old.identity(mode)),
  );
  return [
    ...now.flatMap((mode) => changed(context, old, mode)),
    ...gone.flatMap((mode) => givenUp(context, mode)),
  ];
}

/** What visitors meet in each mode that is not strict. Source: Cloudflare docs, ssl/origin-configuration/ssl-modes. */
const consequences: Readonly<Record<string, Phrase>> = {
  [SslMode.Full]: say`any certificate of the origin is believed, an expired or foreign one too: whoever gets between Cloudflare and the origin reads and changes everything, and a wrong origin goes unnoticed`,
  [SslMode.Flexible]: say`Cloudflare speaks to the origin in clear on port 80: an origin that redirects to HTTPS answers in an endless circle, one that listens on 443 only answers with Error 521`,
  [SslMode.Off]: say`visitors are sent to plain HTTP: sites with HSTS are out of reach, and everything is read on the way`,
};

/** The modes of before, found by what they become. */
class ModesBefore {
  readonly #modes = new Map<string, Set<unknown>>();
  readonly #zones = new Map<string, unknown>();

  constructor(private readonly context: RiskContext) {
    for (const mode of context.before.tlsModes) {
      const id = this.identity(mode);
      this.#modes.set(id, (this.#modes.get(id) ?? new Set()).add(mode.mode));
      if (mode.scope === "zone") {
        this.#zones.set(mode.zone, mode.mode);
      }
    }
  }

  identity(mode: TlsMode): string {
    return identity(mode, this.context.renamed.get(mode.resource.key));
  }

  /** The modes that held until now; those of the zone for requests that had none of their own. */
  of(mode: TlsMode): ReadonlySet<unknown> {
    const own = this.#modes.get(identity(mode));
    return own ?? new Set(this.#zones.has(mode.zone) ? [this.#zones.get(mode.zone)] : []);
  }
}

/** The mode of a zone is one, whichever resource says it. */
function identity({ scope, zone, resource, title }: TlsMode, key = resource.key): string {
  return scope === "zone" ? zone : [key, title].join("\n");
}

function changed(context: RiskContext, old: ModesBefore, mode: TlsMode): Risk[] {
  const was = old.of(mode);
  const known = [...was].filter((each) => typeof each === "string");
  const isNews = typeof mode.mode === "string" && !was.has(mode.mode);
  // The first mode that a stack sets for a zone may be the one that stands there.
  if (!isNews || (mode.scope === "zone" && known.length === 0)) {
    return [];
  }
  if (mode.isWeak === "yes") {
    return [weaker(context, mode)];
  }
  const isStricter =
    mode.isWeak === "no" &&
    (mode.scope === "zone" || known.some((each) => !strictModes.includes(each)));
  return isStricter ? [stricter(context, mode)] : [];
}

/** A rule that goes leaves its requests to the mode of the zone. */
function givenUp(context: RiskContext, mode: TlsMode): Risk[] {
  const zone = context.after.tlsModes.find(
    (each) => each.scope === "zone" && each.zone === mode.zone,
  );
  return mode.isWeak === "yes" && zone?.isWeak === "no" ? [stricter(context, mode)] : [];
}

function weaker(context: RiskContext, mode: TlsMode): Risk {
  const { title } = mode;
  const meets =
    ownEntry(consequences, String(mode.mode)) ?? say`the origin need not show a valid certificate`;
  return {
    kind: "tls-weaker",
    severity: "high",
    ...{ subject: subjectOf(mode), title },
    consequence: say`${whose(mode)}: from this change on, ${meets}.`,
    causes: causes(context, mode),
    wayOut: say`Keep ssl at strict, and give the origin that cannot show a valid certificate one of the Origin CA.`,
    covers: ["tls-not-strict"],
  };
}

function stricter(context: RiskContext, mode: TlsMode): Risk {
  const { title } = mode;
  return {
    kind: "tls-stricter",
    severity: "medium",
    ...{ subject: subjectOf(mode), title },
    consequence: say`${whose(mode)}: from this change on, every origin must show a certificate that is valid and covers its hostname; one that does not is answered with Error 526 at once.`,
    causes: causes(context, mode),
    wayOut: say`See that each origin has a valid certificate first; steady-edge doctor and openssl s_client show it.`,
    covers: ["tls-not-strict"],
  };
}

function subjectOf({ scope, zone, resource }: TlsMode): string {
  return scope === "zone" ? zone : resource.key;
}

function whose({ scope, title, named }: TlsMode): Phrase {
  if (scope === "zone") {
    return say`Every hostname of ${title}`;
  }
  return named ? say`${title}` : say`Some requests of ${title}`;
}

function causes({ changes }: RiskContext, { resource }: TlsMode): Risk["causes"] {
  const change = changes.get(resource.key);
  return change === undefined ? [] : [causeOf(change)];
}
