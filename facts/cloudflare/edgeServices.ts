import { otherTypes } from "../resourceTypes";

/** Something of Cloudflare that answers for a hostname in place of an origin. */
export interface EdgeService {
  /** The property that holds the hostname, or a pattern that begins with it. */
  readonly property: "hostname" | "domain" | "name" | "pattern";
  /** What answers. */
  readonly service: string;
  /** What visitors meet without it, as a sentence without a full stop; undefined where the origin answers then. */
  readonly without?: string;
  /** Whether it makes the record of the hostname itself. Defaults to false. */
  readonly makesRecord?: true;
  /** What visitors meet where it is only switched off, in the same form; undefined where it cannot be. */
  readonly whenOff?: string;
}

/**
 * What of Cloudflare answers for hostnames, by Pulumi type token.
 * Source: Cloudflare docs, workers/configuration/routing/custom-domains and routes, pages/configuration/custom-domains,
 * r2/buckets/public-buckets; pulumi-cloudflare, `R2CustomDomain.enabled`;
 * cloudflare-for-platforms/cloudflare-for-saas/domain-support/remove-custom-hostnames. With which error, the page does not say.
 */
export const edgeServices: Readonly<Record<string, EdgeService>> = {
  [otherTypes.workersCustomDomain]: {
    ...{ property: "hostname", service: "its Worker", makesRecord: true },
    without: "its record goes with it, and visitors get NXDOMAIN",
  },
  [otherTypes.r2CustomDomain]: {
    ...{ property: "domain", service: "its R2 bucket", makesRecord: true },
    without: "its record goes with it, and visitors get NXDOMAIN",
    whenOff: "its objects are not public there any more, and visitors get an error of Cloudflare's",
  },
  "cloudflare:index/pagesDomain:PagesDomain": {
    ...{ property: "name", service: "its Pages project" },
    without:
      "its record leads to Pages all the same, which does not know it, and visitors get Error 522",
  },
  [otherTypes.customHostname]: {
    ...{ property: "hostname", service: "the zone of its provider" },
    without:
      "the customer's record leads to a zone that does not know it, and visitors get an error of Cloudflare's",
  },
  "cloudflare:index/workersRoute:WorkersRoute": { property: "pattern", service: "its Worker" },
};

/**
 * How Cloudflare refuses a custom domain of a Worker at a name that has records of its own: it makes the record itself.
 * Source: Cloudflare docs, workers/configuration/routing/custom-domains (no custom domain where a CNAME record exists); answers of the API
 * quoted in public repositories (code, and "already has externally managed DNS records (A, CNAME, etc). Delete them first").
 */
export const customDomainRefusal = { code: "100117", types: ["A", "AAAA", "CNAME"] } as const;
