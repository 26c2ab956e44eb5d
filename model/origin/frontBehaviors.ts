import { gatewayHostname, s3Hostnames } from "../../facts/aws/hostnames";
import { originRequestPolicies } from "../../facts/aws/originRequests";
import { certain, type Certainty } from "../../core/certainty";
import { ownEntry } from "../../core/ownEntry";
import { defaultHttpPort, defaultHttpsPort } from "../../facts/cloudflare/ports";
import type { Inventory } from "../graph/inventory";
import {
  isObject,
  knownList,
  knownObjects,
  readNumber,
  readText,
  readTexts,
} from "../graph/reading";
import type { ModelObject, ModelResource } from "../graph/resources";
import { addressesOf } from "../traffic/machineAddresses";
import { originOfBehavior } from "./gatewayDoors";

/** An origin of a distribution of CloudFront, as it is asked. */
export interface FrontOrigin {
  /** The place that is asked. */
  readonly place: string;
  /** Whether it is a bucket of S3 that is asked by itself, and no server. */
  readonly isBucket: boolean;
  /** `https-only`, `http-only` or `match-viewer`; undefined for buckets, and where it is not known. */
  readonly protocol: string | undefined;
  /** The ports at which it is asked in the clear and by TLS. */
  readonly ports: Readonly<Record<"clear" | "tls", number>>;
}

/** What a distribution does with the requests for a path. */
export interface FrontBehavior {
  /** The pattern of the path; undefined for all that no other takes. */
  readonly path: string | undefined;
  /** The origin that is asked; undefined where it is not known. */
  readonly origin: FrontOrigin | undefined;
  /** Whether it takes what is sent. */
  readonly takesForms: boolean;
  /** Whether the origin is asked by the name that the viewer asked for, and not by its own. */
  readonly passesHost: Certainty;
}

/**
 * Lists what a distribution does with requests, in the order in which it looks, and what it does with all others last.
 * Source: Amazon CloudFront developer guide, DownloadDistValuesPathPattern and RequestAndResponseBehaviorCustomOrigin.
 * @param distribution - The distribution.
 */
export function frontBehaviors({ properties }: ModelResource): FrontBehavior[] {
  const { defaultCacheBehavior: last, orderedCacheBehaviors } = properties;
  const read = (behavior: ModelObject): FrontBehavior => {
    const origin = originOfBehavior(properties, behavior);
    const path = readText(behavior.pathPattern);
    return {
      path: typeof path === "string" ? path : undefined,
      origin: origin && originOf(origin),
      takesForms: (knownList(readTexts(behavior.allowedMethods)) ?? []).includes("POST"),
      passesHost: passesHost(behavior),
    };
  };
  return [...knownObjects(orderedCacheBehaviors), ...(isObject(last) ? [last] : [])].map(read);
}

/** A list of headers of its own counts where a behavior names no policy. */
function passesHost({ originRequestPolicyId, forwardedValues }: ModelObject): Certainty {
  const policy = readText(originRequestPolicyId) ?? "";
  const headers = isObject(forwardedValues) ? readTexts(forwardedValues.headers) : [];
  const { withHost, withoutHost }: Readonly<Record<string, readonly string[]>> =
    originRequestPolicies;
  if (policy === "") {
    const names = knownList(headers);
    return names === undefined || names.some((name) => typeof name !== "string")
      ? "unknown"
      : certain(names.some((name) => ["host", "*"].includes(String(name).toLowerCase())));
  }
  return typeof policy === "string" && withHost?.includes(policy)
    ? "yes"
    : typeof policy === "string" && withoutHost?.includes(policy)
      ? "no"
      : "unknown";
}

function originOf({
  domainName,
  customOriginConfig: custom,
}: ModelObject): FrontOrigin | undefined {
  const place = readText(domainName);
  const own = isObject(custom) ? custom : {};
  const protocol = readText(own.originProtocolPolicy);
  const port = (name: string, usual: number): number => {
    const read = readNumber(ownEntry(own, name));
    return typeof read === "number" ? read : usual;
  };
  return typeof place !== "string"
    ? undefined
    : {
        ...{ place: place.toLowerCase(), isBucket: !isObject(custom) },
        protocol: typeof protocol === "string" ? protocol : undefined,
        ports: {
          clear: port("httpPort", defaultHttpPort),
          tls: port("httpsPort", defaultHttpsPort),
        },
      };
}

/** Whether an origin is a website of S3, which speaks HTTP alone. Source: Amazon S3 user guide, WebsiteEndpoints. */
export function isWebsite(inventory: Inventory, { place }: FrontOrigin): boolean {
  return (
    s3Hostnames.website.test(place) ||
    inventory
      .ofType("bucketWebsite")
      .some(({ properties }) => readText(properties.websiteEndpoint) === place)
  );
}

/** Whether an origin answers its own name alone: an API or a function at the hostname that AWS made of its id. */
export function knowsOwnNameAlone({ place }: FrontOrigin): boolean {
  return gatewayHostname.test(place);
}

/** The load balancer that an origin is. */
export function balancerAt(
  inventory: Inventory,
  { place }: FrontOrigin,
): ModelResource | undefined {
  return inventory
    .ofType("awsLoadBalancer")
    .find((machine) => addressesOf(machine).some((each) => each.toLowerCase() === place));
}
