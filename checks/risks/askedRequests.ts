import { getOrCreate } from "../../core/getOrCreate";
import type { MetRules } from "../../model/rules/metRules";
import type { EdgeRule } from "../../model/rules/edgeRules";
import { EdgeZones } from "../../model/rules/edgeZones";
import type { SampleAnswer } from "../../model/rules/sampleAnswer";
import { namedRequest } from "../../model/rules/namedRequests";
import { settingsOf } from "../../model/rules/requestSettings";
import { ofHost } from "../../model/rules/sampleRequests";
import { answerBefore, type Passage } from "./edgeMeetings";

/** A request, and what rules set for it now and before. */
export interface AskedRequest extends Pick<SampleAnswer, "sample" | "settings"> {
  /** What they set before; undefined where the hostname is new. */
  readonly before: SampleAnswer["settings"] | undefined;
}

/** Where rules decide what is kept. */
export const cachePhases = ["http_request_cache_settings", "page rules"] as const;

/**
 * Lists requests that rules are asked about: those of every day, and those for paths that rules of some phases name, or named until now.
 * @param passage - The hostname.
 * @param phases - The phases or products whose rules name paths.
 */
export function askedOf(passage: Passage, phases: readonly string[]): readonly AskedRequest[] {
  const { context, zone, zones, hostname } = passage;
  const before = EdgeZones.of(context.before).alike(zone, hostname);
  const key = [before, zones.alike(zone, hostname), passage.was.length > 0, ...phases].join("\n");
  return getOrCreate(
    getOrCreate(asked, zones, () => new Map<string, readonly AskedRequest[]>()),
    key,
    () => requestsOf(passage, phases),
  );
}

/** Hostnames that no rule tells apart are asked about once. */
const asked = new WeakMap<EdgeZones, Map<string, readonly AskedRequest[]>>();

function requestsOf(
  { context, zone, zones, hostname, was, is }: Passage,
  phases: readonly string[],
): readonly AskedRequest[] {
  const [home] = is;
  const [met, metBefore] = [zones, EdgeZones.of(context.before)].map((side) => side.metIn(zone));
  const rulesOf = (side: MetRules | undefined): readonly EdgeRule[] =>
    phases.flatMap((phase) => (side?.phases.get(phase) ?? []).flatMap((each) => each.rules ?? []));
  // What stands on both sides is asked about once.
  const rules = new Map(
    [...rulesOf(metBefore), ...rulesOf(met)].map((rule) => [
      `${rule.resource.key} ${String(rule.expression)}`,
      rule,
    ]),
  );
  const named = [...rules.values()].flatMap((rule): AskedRequest[] => {
    const sample = home && namedRequest(rule, ofHost(home.sample, hostname.host));
    return sample === undefined || met === undefined
      ? []
      : [
          {
            ...{ sample, settings: settingsOf(met, sample) },
            before: metBefore && was.length > 0 ? settingsOf(metBefore, sample) : undefined,
          },
        ];
  });
  return [
    ...is.map(({ sample, settings }) => ({
      ...{ sample, settings, before: answerBefore(was, sample)?.settings },
    })),
    ...named,
  ];
}
