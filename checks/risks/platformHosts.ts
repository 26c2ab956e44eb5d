import { getOrCreate } from "../../core/getOrCreate";
import { platformAt, type AskedPlatform } from "../../model/origin/namedPlatforms";
import type { EdgeRule } from "../../model/rules/edgeRules";
import type { RequestSettings } from "../../model/rules/requestSettings";
import type { TrafficModel } from "../../model/traffic/path";
import { say } from "../words/words";
import { answerBefore, type Passage } from "./edgeMeetings";
import { causeOf, type Risk } from "./risk";

/** What an origin is asked for: at which address, by which name. */
interface AskedOrigin {
  readonly address: string;
  readonly host: string;
  /** The rules that say so. */
  readonly by: readonly EdgeRule[];
}

/** Finds hostnames that come to ask a platform, which serves many sites at one address, for a name that it does not know. */
export function platformHostRisks(passages: readonly Passage[]): Risk[] {
  const found = new Map<string, Risk>();
  for (const passage of passages) {
    const { context, hostname, was, is } = passage;
    for (const { sample, settings, outcome } of is.filter((each) => each.sample.isPage)) {
      const now = askedOrigin(context.after, hostname.host, settings);
      const old = answerBefore(was, sample)?.settings;
      const then = old && askedOrigin(context.before, hostname.host, old);
      const asked = now && platformAt(now.address, now.host);
      const isSame = now?.address === then?.address && now?.host === then?.host;
      if (
        now !== undefined &&
        asked !== undefined &&
        asked.knows !== "yes" &&
        outcome === "passes" &&
        !isSame
      ) {
        const isCertain = asked.knows === "no";
        // Whether a platform that is new knows the name is what one sees there first.
        const isToldElsewhere = !isCertain && now.address !== then?.address;
        if (!isToldElsewhere) {
          getOrCreate(found, hostname.title, () => platformRisk(passage, now, then, asked));
        }
      }
    }
  }
  return [...found.values()].filter(({ cause }) => cause.length > 0);
}

/** A load balancer of Cloudflare has Host headers of its own for its origins. */
function askedOrigin(
  model: TrafficModel,
  hostname: string,
  { originHost, hostHeader }: RequestSettings,
): AskedOrigin | undefined {
  const { records, loadBalancer } = model.pathOf(hostname);
  const contents = records.map(({ content }) => content);
  const [only] = contents.length === 1 ? contents : [];
  const address = originHost?.value ?? (loadBalancer === undefined ? only : undefined);
  const host = hostHeader?.value ?? hostname;
  return typeof address === "string" && typeof host === "string"
    ? {
        ...{ address: address.toLowerCase(), host: host.toLowerCase() },
        by: [originHost, hostHeader].flatMap((setting) => setting?.by ?? []),
      }
    : undefined;
}

function platformRisk(
  { context, hostname, was }: Passage,
  now: AskedOrigin,
  then: AskedOrigin | undefined,
  { platform, knows }: AskedPlatform,
): Risk {
  const keys = [...now.by, ...(then?.by ?? [])].map(({ resource }) => resource.key);
  const leading = [context.before, context.after].flatMap((model) => {
    const { records, loadBalancer } = model.pathOf(hostname.host);
    return [...records, ...(loadBalancer === undefined ? [] : [loadBalancer])].map(
      ({ resource }) => resource.key,
    );
  });
  const changes = new Set([...keys, ...leading].flatMap((key) => context.changes.get(key) ?? []));
  const isCertain = knows === "no" && was.length > 0;
  const unless =
    knows === "no" ? [] : say`, unless ${now.host} is set up there as a name of the site`;
  return {
    ...{ id: "origin-rule-host", severity: isCertain ? "high" : "medium" },
    ...{ subject: hostname.title, title: hostname.title },
    consequence: say`From this change on requests for ${hostname.title} reach ${[platform.name]} at ${now.address} under the name ${now.host}, by which it finds whose site is asked for: it answers with Error ${platform.status}${unless}.`,
    cause: [...changes].map((change) => causeOf(change)),
    hint: say`Let an origin rule set the Host header to ${now.address}, or set ${now.host} up there first.`,
  };
}
