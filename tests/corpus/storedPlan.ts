import { expect } from "chai";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { compare } from "../../core/order";
import { owaspRuleset, owaspScoreRule } from "../../facts/cloudflare/managedRulesets";
import { tokenKey } from "../../sandbox/engine/host/admission";
import { defaultAccountId, defaultZoneId } from "../../sandbox/testing";
import { authorities, shownCertificate } from "./clientCertificatesByHand";
import type { CorpusCase } from "./corpusCase";

const folder = path.join(__dirname, "plans");

/** The stored plan of a case, as text. */
export function storedPlan({ name }: CorpusCase): string {
  const file = fileOf(name);
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}

/** Stores the plan of a case. */
export function storePlan({ name }: CorpusCase, text: string): void {
  writeFileSync(fileOf(name), text);
}

/** Names of all stored plans, sorted. */
export function storedNames(): string[] {
  return readdirSync(folder)
    .map((file) => path.basename(file, ".json"))
    .sort();
}

function fileOf(name: string): string {
  return path.join(folder, `${name}.json`);
}

interface AboutResource {
  readonly urn?: string;
}

interface Preview {
  readonly config?: object;
  readonly steps?: readonly AboutResource[];
  readonly diagnostics?: readonly AboutResource[];
  readonly [member: string]: unknown;
}

/**
 * Takes out of a preview what differs between two runs and two machines: paths of sources, times, ids that the cloud
 * draws, versions of plugins, the configuration (which holds nothing but the token of the sandbox), and the order of
 * resources that do not wait for each other, and of what is said of them. One step stands on each line.
 * @param json - What the engine wrote.
 */
export function normalised(json: string): string {
  const { steps = [], duration: _duration, config, ...rest } = JSON.parse(json) as Preview;
  expect(Object.keys(config ?? {})).to.deep.equal(config === undefined ? [] : [tokenKey]);
  const lines = byResource(steps).map((step) => JSON.stringify(step, stable));
  const { diagnostics } = rest;
  const sorted = diagnostics === undefined ? {} : { diagnostics: byResource(diagnostics) };
  const others = Object.entries({ ...rest, ...sorted }).map(
    ([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value, stable)}`,
  );
  const members = [`"steps": [\n${lines.join(",\n")}\n]`, ...others];
  const text = withoutDrawnIds(`{\n${members.join(",\n")}\n}`);
  return `${text.replace(sortedByDrawnIds, inOrder)}\n`;
}

function byResource(list: readonly AboutResource[]): AboutResource[] {
  return [...list].sort(({ urn: left = "" }, { urn: right = "" }) => compare(left, right));
}

/** The filters of alerts, which the API and so the component sort by ids. */
const sortedByDrawnIds = /(?<="poolIds":)\["[^\]]*"\]/g;

function inOrder(list: string): string {
  return JSON.stringify((JSON.parse(list) as string[]).sort());
}

const paths = new Set(["sourcePosition", "stackTrace"]);

/** Times that a program gives, and by whose order it is judged. */
const givenTimes = new Set(["eventStartTime", "eventEndTime", "prequeueStartTime"]);

/** Certificates that a program gives, and by whose issuer it is judged. */
const givenCertificates = [...Object.values(authorities), shownCertificate];

function stable(name: string, value: unknown): unknown {
  if (paths.has(name)) {
    return undefined;
  }
  if (
    typeof value === "string" &&
    value.startsWith("-----BEGIN CERTIFICATE-----") &&
    !givenCertificates.some((pem) => value.startsWith(pem))
  ) {
    return "a certificate";
  }
  if (
    typeof value === "string" &&
    !givenTimes.has(name) &&
    /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)
  ) {
    return name === "expiresOn" ? "2041-11-23T12:00:00Z" : "2026-11-23T12:00:00Z";
  }
  // What depends on what, and what differs, are sets, which the engine writes in any order.
  return Array.isArray(value) && (name.endsWith("Reasons") || value.every(isUrn))
    ? value.map(String).sort()
    : value;
}

function isUrn(value: unknown): value is string {
  return typeof value === "string" && value.startsWith("urn:pulumi:");
}

const given = new Set([defaultAccountId, defaultZoneId, owaspRuleset, owaspScoreRule]);

/** Ids that the cloud, the engine or the naming draws, by where they stand. */
const drawnIds = new RegExp(
  [
    // Of providers; not the engine's own mark of a text that is not known yet, which ids in properties are then.
    /(?<=::|"id":")(?!04da6b54-80e4-46f7-96ec-b56ff0331ba9)[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/,
    /(?<=:certificate\/|:autoScalingGroup:|:sns:[a-z0-9-]+:\d{12}:[\w-]+:)[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/,
    /(?<=\beks-[a-z-]+-)[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/,
    /(?<="(?:tunnelId|monitorId)":")[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/,
    /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?=\.cfargotunnel\.com)/,
    /(?<=\bZ)[0-9A-F]{20}(?![0-9A-Za-z])/, // of hosted zones
    /\b[0-9a-f]{32}\b/, // of Cloudflare
    /(?<=\b[a-z]+(?:v2)?-0)[0-9a-f]{16}(?![0-9a-f])/, // of EC2, and of types that have no handler
    /(?<=\/)[0-9a-f]{16}\b/, // at the end of ARNs
    /(?<=[a-z0-9]-)[0-9a-f]{7}\b/, // at the end of names
    /\b[0-9a-f]{12}(?=\.(?:aws|cloudflare)\.example\b)/, // in made-up hostnames
    /(?<=-)\d{9,10}(?=\.[a-z0-9-]+\.elb\.)/, // in names of load balancers
    /(?<=-)[0-9a-f]{16}(?=\.elb\.)/, // in names of network load balancers
  ]
    .map(({ source }) => source)
    .join("|"),
  "g",
);

function withoutDrawnIds(text: string): string {
  const known = new Map<string, string>();
  return withoutDrawnAddresses(text)
    .replace(/\bdefault_\d+_\d+_\d+\b/g, "default_1_0_0")
    .replace(drawnIds, (id) => {
      if (given.has(id)) {
        return id;
      }
      const number = known.get(id) ?? numbered(id, known.size + 1);
      known.set(id, number);
      return number;
    });
}

/** The same shape, with digits that count; recognisable as made up. */
function numbered(id: string, number: number): string {
  const digits = `${number}`.padStart(6, "0");
  const pattern = id.replace(/[0-9a-f]/gi, "0");
  return `${pattern.slice(0, -digits.length)}${digits}`;
}

/**
 * Addresses that machines were given, and names that have them, follow from their ids. The public ones lie in the upper half of their
 * network, where no program takes any; the private ones keep their subnet, of which the stand-in's own one is a /16.
 */
function withoutDrawnAddresses(text: string): string {
  const [shown, within] = [new Map<string, string>(), new Map<string, string>()];
  for (const [address] of text.matchAll(
    /(?<=\bip-)\d+-\d+-\d+-\d+(?=\.[a-z0-9.-]+\.?internal\b)/g,
  )) {
    const subnet = /^10-255-|^\d+-\d+-\d+-/.exec(address)?.[0] ?? "";
    const start = subnet === "10-255-" ? `${subnet}0-` : subnet;
    within.set(address, within.get(address) ?? `${start}${4 + within.size}`);
  }
  return text.replace(/\b\d{1,3}(?:([.-])\d{1,3}){3}\b/g, (found, separator: string) => {
    const address = found.replaceAll(".", "-");
    if (/^198-51-100-(?:12[89]|1[3-9]\d|2\d\d)$/.test(address)) {
      shown.set(address, shown.get(address) ?? `198-51-100-${128 + shown.size}`);
    }
    const numbered = shown.get(address) ?? within.get(address);
    return numbered?.replaceAll("-", separator) ?? found;
  });
}
