import * as pulumi from "@pulumi/pulumi";
import type { ResolvedAlerts } from "../components/alerts/resolve";
import { distinctProblems, ProblemList, withPrefix } from "../components/internal/checked";
import { canonicalHostname } from "../core/hostnames";
import { zoneNameProblem } from "../core/hostnameRules";
import { cloudflareIdProblem } from "../components/internal/ids";
import { secondOwnerProblem, settingsOfZone } from "../components/internal/singletons";
import { handOver, type Validated } from "../components/internal/validation";
import type { ArgoAndTieredCacheArgs } from "../components/argoAndTieredCache";
import type { ExternalMonitorsArgs } from "../components/externalMonitors";
import type { EdgeRulesArgs } from "../components/edgeRules";
import type { MaintenancePageArgs } from "../components/maintenance";
import type { OriginPullsArgs } from "../components/originPulls";
import type { ResilientSiteArgs } from "../components/site";
import type { ResolvedSite, ResolvedSites } from "../components/site/resolve";
import type { PlacedSite, SharedBySites } from "../components/site/sites";
import { validateSites } from "../components/site/validateSites";
import type { StrictTlsArgs } from "../components/tls";
import { checkTlsSettings } from "../components/tls/validate";
import { ownEntry } from "../core/ownEntry";
import { keyPath } from "../core/paths";
import type { Problem } from "../core/problem";
import { cloudflareRanges } from "../facts/cloudflare/ranges";
import { firewallArgs, siteArgs, tlsArgs, type AlbArns, type SecretText } from "./blocks";
import { checkAlerts } from "./alerts";
import { checkArgoAndTieredCache } from "./argoAndTieredCache";
import { checkCertificates, type ResolvedCertificates } from "./certificates";
import { drainProblems } from "./drain";
import { ActiveZones, checkEdgeCertificates, type EdgeCertificatesByKey } from "./edgeCertificates";
import { checkEdgeRules } from "./edgeRules";
import type { Environment } from "./environment";
import { checkExternalMonitors } from "./externalMonitors";
import { checkMaintenance } from "./maintenance";
import { checkOriginPulls } from "./originPulls";
import { RegionalArns } from "./regionalArns";
import { exclusiveSectionProblems } from "./sections";
import { checkWaitingRooms, type WaitingRoomsByKey } from "./waitingRooms";

/** An environment of which every part is of the right kind. */
export interface ParsedEnvironment {
  /** The environment; what stands together in it has not been checked yet. */
  readonly environment: Environment;
  /** Values of the right kind that break a rule of their own. */
  readonly values: readonly Problem[];
}

/** What an environment comes to: the arguments of its components, handed over with what they say. */
export interface ResolvedEnvironment extends Omit<ResolvedSites, "sites">, ResolvedCertificates {
  /** The zone settings'; undefined where another stack owns them. */
  readonly tls: StrictTlsArgs | undefined;
  /** The sites by key. The ids of the firewalls' groups are yet to be put in. */
  readonly sites: Readonly<Record<string, ResolvedEnvironmentSite>>;
  /** The certificates and trust stores of load balancers that name none. Their ARNs are yet to be put in. */
  readonly albArns: AlbArns;
  /** The zone's id, for what waits for certificates at the edge. They are yet to be put in. */
  readonly activeZones: ActiveZones;
  /** The certificates at the edge. */
  readonly edgeCertificates: EdgeCertificatesByKey;
  /** The client certificate by which origins know Cloudflare; undefined for none. */
  readonly originPulls: OriginPullsArgs | undefined;
  /** Whom to tell what. The pools' ids and the secrets are yet to be put in. */
  readonly alerts: ResolvedAlerts | undefined;
  /** The page of the sites under maintenance; undefined for none. */
  readonly maintenance: MaintenancePageArgs | undefined;
  /** Argo and Tiered Cache of the zone; undefined where they stay as they are. */
  readonly argoAndTieredCache: ArgoAndTieredCacheArgs | undefined;
  /** What is watched from outside; undefined for nothing. */
  readonly externalMonitors: ExternalMonitorsArgs | undefined;
  /** The rules of the zone; undefined for none. */
  readonly edgeRules: EdgeRulesArgs | undefined;
  /** The waiting rooms of the zone. */
  readonly waitingRooms: WaitingRoomsByKey;
}

/** The sections that are checked alone. */
type SectionName =
  | "alerts"
  | "argoAndTieredCache"
  | "edgeCertificates"
  | "edgeRules"
  | "externalMonitors"
  | "maintenance"
  | "originPulls"
  | "waitingRooms";

/** What a site of an environment comes to. */
export interface ResolvedEnvironmentSite {
  /** Its arguments. */
  readonly args: ResilientSiteArgs;
  /** What they say. */
  readonly resolved: ResolvedSite;
}

/** Where the environment has what it gives to every site alike. */
const sharedPaths: ReadonlyMap<string, string> = new Map([
  ["accountId", "account.id"],
  ["zoneId", "zone.id"],
  ["zoneName", "zone.name"],
  ["plan", "zone.plan"],
  ["trafficSteeringAddOn", "account.trafficSteeringAddOn"],
  ["usesArgoOrTieredCache", "zone.usesArgoOrTieredCache"],
  ["hasWaitingRoomAdvanced", "zone.hasWaitingRoomAdvanced"],
  ["retiredAddresses", "retiredAddresses"],
  ["firewallManagedBy", "firewallManagedBy"],
]);

/** Takes the place of the published ranges, which are asked for when there is nothing left to refuse. */
const rangesKnownLater = pulumi.output({
  ipv4Cidrs: [...cloudflareRanges.ipv4],
  ipv6Cidrs: [...cloudflareRanges.ipv6],
});

/**
 * Validates what stands together in an environment, with the components' own checks.
 * @param parsed - An environment of which every part is of the right kind.
 * @param secretText - The secrets that it may name.
 * @returns Every problem, with paths in the environment, of which none shows a secret; or what it comes to.
 */
export function validateEnvironment(
  { environment, values }: ParsedEnvironment,
  secretText: SecretText,
): Validated<ResolvedEnvironment> {
  const problems = new ProblemList();
  const albArns = albArnsOf(environment);
  const activeZones = new ActiveZones(environment);
  const args = siteArgs(environment, secretText, albArns, activeZones);
  const firewalls = firewallArgs(environment, () => rangesKnownLater);
  problems.add(...values, ...exclusiveSectionProblems(environment), ...drainProblems(environment));
  const shared = checkShared(problems, environment, firewalls, activeZones.ofRecords());
  const tls = checkTls(problems, environment);
  const resolveSites = validateSites(problems, placedSites(args), shared);
  const resolveCertificates = checkCertificates(problems, environment, under);
  const resolveSections = checkSections(problems, environment, secretText);
  const [first, ...others] = distinctProblems(problems.problems);
  if (first !== undefined) {
    return { problems: [first, ...others] };
  }
  const { sites, ...besideSites } = resolveSites();
  const byKey = Object.entries(args).map(
    ([key, each], index) => [key, { args: each, resolved: sites[index] as ResolvedSite }] as const,
  );
  return {
    problems: [],
    resolved: {
      ...besideSites,
      ...resolveSections(),
      ...resolveCertificates(),
      albArns,
      activeZones,
      tls: tls?.(),
      sites: Object.fromEntries(byKey),
    },
  };
}

/** Checks the sections that know nothing of the sites; returns what they come to, for when nothing was found. */
function checkSections(
  problems: ProblemList,
  environment: Environment,
  secretText: SecretText,
): () => Pick<ResolvedEnvironment, SectionName> {
  const { alerts, maintenance, ...sections } = {
    edgeCertificates: checkEdgeCertificates(problems, environment, under),
    originPulls: checkOriginPulls(problems, environment, under),
    argoAndTieredCache: checkArgoAndTieredCache(problems, environment, under),
    alerts: checkAlerts(problems, environment, under, secretText),
    maintenance: checkMaintenance(problems, environment, under),
    edgeRules: checkEdgeRules(problems, environment, under, secretText),
    waitingRooms: checkWaitingRooms(problems, environment, under),
    externalMonitors: checkExternalMonitors(problems, environment, under, secretText),
  };
  return () => ({ ...sections, alerts: alerts?.(), maintenance: maintenance?.() });
}

/** A component's problem at its place in the environment. */
function under(path: string, problem: Problem): Problem {
  const [root = ""] = /^[^.[]*/.exec(problem.path) ?? [];
  const shared = sharedPaths.get(root);
  const named = problem.path.replace("requiredHeader.values", "requiredHeader.valueConfigKeys");
  return shared === undefined
    ? withPrefix(path, { ...withRegionHint(problem), path: named })
    : { ...problem, path: `${shared}${problem.path.slice(root.length)}` };
}

/** Where a load balancer would take something of the environment's, of which none is in its region. */
const regionHints: Readonly<Record<string, string>> = {
  certificateArn:
    "Or name the region of its firewall in originCertificate.acmRegions or publicCertificate.regions",
  "clientVerification.trustStoreArn":
    "Or name the region of its firewall in originPulls.trustStoreRegions",
};

function withRegionHint(problem: Problem): Problem {
  const [, argument = ""] = /\.alb\.(.*)$/.exec(problem.path) ?? [];
  const hint = problem.actual === "nothing" ? ownEntry(regionHints, argument) : undefined;
  return hint === undefined ? problem : { ...problem, hint };
}

function albArnsOf({ originCertificate, publicCertificate, originPulls }: Environment): AlbArns {
  return {
    certificates: new RegionalArns({
      origin: originCertificate?.acmRegions ?? [],
      public: publicCertificate?.regions ?? [],
    }),
    trustStores: new RegionalArns({ pulls: originPulls?.trustStoreRegions ?? [] }),
  };
}

/** The account and the zone, whatever else there is. */
function checkShared(
  problems: ProblemList,
  environment: Environment,
  firewalls: SharedBySites["firewalls"],
  zoneId: SharedBySites["zoneId"],
): SharedBySites {
  const { account, zone, retiredAddresses, records } = environment;
  problems.add(
    cloudflareIdProblem("account.id", account.id),
    cloudflareIdProblem("zone.id", zone.id),
  );
  const isNamed = zoneNameProblem("", zone.name) === undefined;
  return {
    ...{ accountId: account.id, zoneId, zoneName: zone.name, plan: zone.plan },
    zone: { id: zone.id, name: (isNamed ? canonicalHostname(zone.name) : undefined) ?? "" },
    ...{ retiredAddresses, records, firewalls },
  };
}

function checkTls(
  problems: ProblemList,
  environment: Environment,
): (() => StrictTlsArgs) | undefined {
  const args = tlsArgs(environment);
  if (args === undefined) {
    return undefined;
  }
  problems.add(secondOwnerProblem(settingsOfZone(args.zoneId)));
  const resolve = problems.within(
    (problem) => withPrefix("tls", problem),
    (own) => checkTlsSettings(own, environment.tls ?? {}, args),
  );
  return () => handOver(args, resolve());
}

function placedSites(sites: ReturnType<typeof siteArgs>): readonly PlacedSite[] {
  return Object.entries(sites).map(([key, args]) => {
    const path = keyPath("sites", key);
    return { path, args, place: (problem) => under(path, problem) };
  });
}
