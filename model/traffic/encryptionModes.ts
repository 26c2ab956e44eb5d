import { getOrCreate } from "../../core/getOrCreate";
import type { Known } from "../../core/known";
import { modelType } from "../graph/resourceTypes";
import { tlsModes, type TlsMode } from "../tls/tlsModes";
import { zoneOfPath } from "./answering";
import { byPriority } from "./pageRulePriority";
import type { TrafficModel } from "./path";

const modesOf = new WeakMap<TrafficModel, readonly TlsMode[]>();

/**
 * Lists the encryption modes that rules set for whole hostnames.
 * @param model - The paths of hostnames.
 * @returns Those of page rules, then those of configuration rules.
 */
export function hostnameModes(model: TrafficModel): readonly TlsMode[] {
  return getOrCreate(modesOf, model, () =>
    tlsModes(model.inventory).filter(({ isOfWholeHosts }) => isOfWholeHosts),
  );
}

/**
 * Says how Cloudflare encrypts towards the origins of a hostname: as the last configuration rule for it says, else as the first page rule,
 * else as its zone. Source: Cloudflare docs, rules/page-rules (rules of rulesets go before page rules) and rules/configuration-rules.
 * @param model - The paths of hostnames.
 * @param hostname - The hostname.
 * @returns The mode; undefined where no resource says.
 */
export function encryptionModeOf(model: TrafficModel, hostname: string): Known<string> | undefined {
  const zone = zoneOfPath(model.pathOf(hostname));
  const own = hostnameModes(model).filter(
    (each) => each.zone === zone && each.hostnames.some((name) => fits(name, hostname)),
  );
  const isRule = ({ resource }: TlsMode): boolean => modelType(resource.type) === "ruleset";
  const pageRules = own.filter((each) => !isRule(each)).map(({ resource }) => resource);
  const [first] = byPriority(pageRules);
  const ruled = own.filter(isRule).at(-1) ?? own.find(({ resource }) => resource === first);
  return ruled?.mode ?? model.tls.find((each) => each.zone === zone)?.mode;
}

function fits(pattern: string, hostname: string): boolean {
  return pattern.includes("*")
    ? new RegExp(`^${pattern.split("*").map(escaped).join(".*")}$`).test(hostname)
    : pattern === hostname;
}

function escaped(text: string): string {
  return text.replace(/[.+?^${}()|[\]\\]/g, "\\$&");
}
