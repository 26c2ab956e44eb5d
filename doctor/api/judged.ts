import { RangeTable } from "../../core/rangeTable";
import { unknownValue } from "../../core/known";
import { managedPhase } from "../../facts/cloudflare/managedRulesets";
import { clearModes, strictModes } from "../../facts/cloudflare/zoneSettings";
import { knownList } from "../../model/graph/reading";
import { edgeRefusal } from "../../model/rules/edgeRefusal";
import { allRules } from "../../model/rules/allRules";
import { isPaused, zoneTls } from "../../model/tls/zoneTls";
import type { HostnamePath } from "../../model/traffic/hostnamePath";
import type { TrafficModel } from "../../model/traffic/path";
import type { Evidence } from "../evidence";
import { witness } from "../witness";
import type { AccountTarget } from "./target";
import type { ReadZone } from "./reading";

/**
 * Judges what a zone is told to do with a name.
 * @param zone - The zone.
 * @param model - What the account means.
 * @param path - The name's path in it.
 * @returns What it says.
 */
export function judgeZone(zone: ReadZone, model: TrafficModel, path: HostnamePath): Evidence[] {
  return [
    ...[ofStatus(zone), ofPath(path), ofRules(zone, model, path)],
    ...ofManagedRules(zone, model),
    ...ofTls(zone, model),
  ];
}

function ofStatus({ name, status, resources }: ReadZone): Evidence {
  const { pass, fail } = witness("edge", "zone", `zone ${name}`, "setting");
  if (status !== "active") {
    return fail(`the zone is ${status}: its name servers are not yet, or no longer, Cloudflare's`, [
      "dns-delegation",
    ]);
  }
  return isPaused(resources[0]) === "yes"
    ? fail("the zone is paused: nothing goes through Cloudflare", ["dns-not-proxied"])
    : pass("the zone is active");
}

function ofPath({ hostname, serving, because, proxied, loadBalancer }: HostnamePath): Evidence {
  const { pass, fail, unknown } = witness("edge", "path", hostname, "setting");
  if (serving === "no") {
    return fail(because, [loadBalancer ? "edge-load-balancer-down" : "dns-missing-record"]);
  }
  if (proxied === "no") {
    return fail("its record does not go through Cloudflare", ["dns-not-proxied"]);
  }
  return serving === "yes"
    ? pass(loadBalancer ? "a load balancer leads to origins" : "records lead to origins", [
        "dns-missing-record",
      ])
    : unknown(because);
}

function ofRules(
  { hasAllRules }: ReadZone,
  { inventory }: TrafficModel,
  path: HostnamePath,
): Evidence {
  const { pass, fail, unknown } = witness("edge", "rules", path.hostname, "setting");
  const refusal = edgeRefusal(inventory, path);
  if (refusal !== undefined) {
    return fail(refusal, ["edge-rule-answers"]);
  }
  return hasAllRules
    ? pass("no rule of the zone's own refuses everybody")
    : unknown("not all rules of the zone were read");
}

/** Which requests they refuse hangs on each request; they are Cloudflare's own, and not read. */
function ofManagedRules({ name }: ReadZone, { inventory }: TrafficModel): Evidence[] {
  const { unknown } = witness("edge", "managed-rules", `zone ${name}`, "setting");
  const running = allRules(inventory)
    .filter(({ phase }) => phase === managedPhase)
    .flatMap(({ rules = [] }) => rules)
    .filter(({ enabled }) => enabled !== "no");
  return running.length === 0
    ? []
    : [
        unknown(
          `managed rules may refuse requests (${running.map(({ title }) => title).join(", ")}): Security, Events says of a cf-ray whether one did`,
        ),
      ];
}

/** A mode that does not look at the origin's certificate clears it: what is wrong with it no visitor sees. */
function ofTls({ id, name }: ReadZone, { inventory }: TrafficModel): Evidence[] {
  const at = `zone ${name}`;
  const { mode, originPulls } = zoneTls(inventory, id);
  const pulls = witness("edge", "origin-pulls", at, "setting");
  const told =
    originPulls === "yes"
      ? pulls.pass("Cloudflare shows origins a client certificate", ["client-certificate-missing"])
      : originPulls === "no"
        ? pulls.pass("Cloudflare shows origins no client certificate")
        : pulls.unknown("whether Cloudflare shows origins a client certificate was not read");
  return [...ofMode(at, typeof mode === "string" ? mode : undefined), told];
}

function ofMode(at: string, mode: string | undefined): Evidence[] {
  const { pass, fail } = witness("edge", "encryption-mode", at, "setting");
  if (mode === undefined) {
    return [];
  }
  if (strictModes.includes(mode)) {
    return [pass(`the encryption mode is ${mode}: the origin's certificate counts`)];
  }
  const isInClear = clearModes.includes(mode);
  return [
    isInClear
      ? fail(`the encryption mode is ${mode}: origins are asked without TLS, at port 80`, [
          "encryption-mode",
        ])
      : pass(`the encryption mode is ${mode}`),
    witness("edge", "certificate-unchecked", at).pass(
      `in the mode ${mode} Cloudflare does not look at the origin's certificate`,
    ),
  ];
}

/**
 * Compares the addresses that Cloudflare asks with those of the origins, and with those that were given up.
 * @param hostname - The name.
 * @param asked - The addresses that Cloudflare asks.
 * @param known - What the user knows.
 * @returns What it says; nothing where there is nothing to compare.
 */
export function judgeRecords(
  hostname: string,
  asked: readonly string[],
  { origins, retired }: Pick<AccountTarget, "origins" | "retired">,
): Evidence[] {
  const { pass, fail } = witness("edge", "records", hostname);
  const table = new RangeTable(retired, (text) => text);
  const given = asked.filter((address) => table.find(address) !== undefined);
  if (given.length > 0) {
    return [
      fail(`Cloudflare asks ${given.join(", ")}, which was given up`, ["dns-retired-address"]),
    ];
  }
  const others = asked.filter((address) => !origins.includes(address));
  if (asked.length === 0 || origins.length === 0) {
    return [];
  }
  return others.length === 0
    ? [pass(`Cloudflare asks ${asked.join(", ")}`, ["dns-retired-address"])]
    : [
        fail(
          `Cloudflare asks ${others.join(", ")}, and the origin is said to be ${origins.join(", ")}`,
          ["dns-retired-address"],
          { weight: "setting" },
        ),
      ];
}

/**
 * Finds what Cloudflare asks for a name.
 * @param model - What the account means.
 * @param path - The name's path.
 * @returns Addresses and host names, each once.
 */
export function originsOf(model: TrafficModel, path: HostnamePath): string[] {
  const { loadBalancer, records, next } = path;
  if (loadBalancer !== undefined) {
    const origins = model.balanced
      .heldBy(loadBalancer)
      .flatMap((pool) => knownList(pool.origins) ?? []);
    return unique(origins.flatMap(({ address }) => (typeof address === "string" ? address : [])));
  }
  return unique(
    records.flatMap(({ type, content }) => {
      if (content === undefined || content === unknownValue || type === unknownValue) {
        return [];
      }
      const further = next.find(({ hostname }) => type === "CNAME" && hostname === content);
      return further === undefined || further.answeredAt === undefined
        ? [content]
        : originsOf(model, further);
    }),
  );
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}
