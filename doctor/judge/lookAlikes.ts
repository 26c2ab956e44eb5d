import type { CauseId } from "../../facts/causes";
import type { Evidence } from "../evidence";

/** What looks wrong from outside and is right, as long as something else was seen. */
export interface LookAlike {
  /** The step and the checks that see it. */
  readonly step: Evidence["step"];
  readonly checks: readonly string[];
  /** What they would speak for. */
  readonly causes: readonly CauseId[];
  /** The pass that shows it to be right. Defaults to that of Cloudflare's answer: visitors are served. */
  readonly shownBy?: readonly [step: Evidence["step"], check: string];
  /** Why it is no cause, as a sentence without a full stop. */
  readonly because: string;
}

const certificates: readonly CauseId[] = [
  ...(["certificate-expired", "certificate-wrong-name"] as const),
  ...(["certificate-untrusted", "certificate-chain-incomplete"] as const),
];

/** What is cleared where Cloudflare serves the site from this origin, or its settings show it to be right. Of one address among several nothing is cleared by it. */
export const lookAlikes: readonly LookAlike[] = [
  {
    ...{ step: "origin", checks: ["tcp-https"] },
    causes: ["origin-down", "origin-unreachable", "encryption-mode"],
    because:
      "Cloudflare is served: the origin lets in nobody else, which is right, or the zone asks it at another port",
  },
  {
    ...{ step: "origin", checks: ["certificate"] },
    causes: certificates,
    because:
      "Cloudflare is served: the zone's encryption mode does not look at the certificate; Full (strict) would refuse it",
  },
  {
    ...{ step: "origin", checks: ["certificate"], causes: certificates },
    shownBy: ["edge", "certificate-unchecked"],
    because: "the zone's encryption mode does not look at the certificate",
  },
  {
    ...{ step: "origin", checks: ["tls-handshake"] },
    causes: ["tls-handshake", "tls-version", "plain-http-on-tls-port", "origin-slow"],
    because:
      "Cloudflare is served: the origin speaks TLS with nobody else, or the zone asks it without TLS",
  },
  {
    ...{ step: "origin", checks: ["answer"] },
    causes: ["origin-resets", "client-certificate-missing"],
    because: "Cloudflare is served: the origin breaks off what comes from elsewhere",
  },
];
