import type { ModelResource } from "../../model/graph/resources";
import { title } from "../../model/graph/title";
import type { Certainty } from "../../core/certainty";
import { certificateDemands } from "../../model/origin/clientCertificates";
import { readListener } from "../../model/origin/listeners";
import type { OriginPaths } from "../../model/origin/originPaths";
import { probedPools } from "../../model/origin/probes";
import { headerDemands } from "../../model/origin/requiredHeaders";

/** Somebody whom a listener in AWS hears. */
export interface Heard {
  /** The hostname for which Cloudflare asks, or the pool for which monitors do. */
  readonly who: string;
  /** What the listener demands of them for certain in vain, as words before their names; undefined for nothing. */
  readonly refusal: string | undefined;
  /** Whether they do for certain whatever it demands. */
  readonly isTaken: boolean;
}

/** A listener, and what leads to it. */
interface Place {
  readonly paths: OriginPaths;
  readonly machine: ModelResource;
  readonly listener: ModelResource;
  /** Whether it trusts who issued the client certificate that Cloudflare shows for a hostname. */
  readonly trusts: (hostname: string) => Certainty;
}

/** Those who ask listeners in AWS. */
export interface Callers {
  /** What is broken where they are refused. */
  readonly kind: "admitted" | "probed";
  /**
   * Lists those whom a listener hears.
   * @param place - The listener.
   */
  readonly heardBy: (place: Place) => Heard[];
}

const demands = [
  {
    of: certificateDemands,
    words: "demands a client certificate, and Cloudflare shows none for",
  },
  {
    of: headerDemands,
    words: "lets through only what has a header, which Cloudflare does not send for",
  },
] as const;

/** Cloudflare for the visitors of hostnames, and for the health of pools. */
export const callers: readonly Callers[] = [
  { kind: "admitted", heardBy: visitors },
  { kind: "probed", heardBy: monitors },
];

const untrusted =
  "trusts no authority that issued the client certificate which Cloudflare shows for";

function visitors({ paths, machine, listener, trusts }: Place): Heard[] {
  const own = demands.flatMap(({ of, words }) =>
    of(paths, machine)
      .filter((demand) => demand.listener.key === listener.key)
      .map((demand) => ({ ...demand, words })),
  );
  return paths.hostnames(machine).map((who) => {
    const isForeign = readListener(listener).verifiesClients && trusts(who) === "no";
    const unmet = own.find((demand) => demand.unmet.includes(who))?.words;
    return {
      who,
      refusal: unmet ?? (isForeign ? untrusted : undefined),
      isTaken: !isForeign && own.every(({ met }) => met.includes(who)),
    };
  });
}

function monitors({ paths, machine, listener }: Place): Heard[] {
  return probedPools(paths, machine, listener).map(({ pool, showsCertificate, sendsHeader }) => ({
    who: title(pool),
    refusal:
      showsCertificate === "no"
        ? "demands a client certificate, which monitors do not show for"
        : sendsHeader === "no"
          ? "lets through only what has a header, which monitors do not send for"
          : undefined,
    isTaken: showsCertificate === "yes" && sendsHeader === "yes",
  }));
}
