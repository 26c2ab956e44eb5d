import { readRange } from "../../core/cidrs";
import { ruleProtocols } from "../../facts/aws/securityGroups";
import { schemes } from "../../facts/cloudflare/expressionLanguage";
import { defaultHttpPort, defaultHttpsPort } from "../../facts/cloudflare/ports";
import type { Evidence } from "../evidence";
import { witness } from "../witness";
import { follow, type FilterRule, type Verdict } from "./packetFilter";
import { refusals } from "./refusals";

/** A zone of firewalld. */
interface Zone {
  readonly name: string;
  /** By the names of its lines. */
  readonly fields: ReadonlyMap<string, string>;
  readonly richRules: readonly string[];
}

/**
 * Says which of Cloudflare's addresses firewalld lets in.
 * @param text - What `firewall-cmd --list-all-zones` wrote.
 * @param port - The port that Cloudflare connects to.
 * @param at - How the text is named in what is said of it.
 * @returns As for iptables; unknown where the text is none of its, or does not say whose zone the Internet's is.
 */
export function firewalldEvidence(text: string, port: number, at: string): Evidence[] {
  const told = witness("access", "firewalld", at, "log");
  const zones = zonesOf(text);
  if (zones.length === 0) {
    return [told.unknown("the text is not what firewall-cmd --list-all-zones writes")];
  }
  const withInterface = zones.filter((zone) => wordsOf(zone, "interfaces").length > 0);
  const [only] = withInterface;
  const end: { verdict: Verdict | "unknown"; rule: string } = {
    verdict: "unknown",
    rule: "no zone, or more than one, has an interface",
  };
  const chains = new Map(zones.map((zone) => [zone.name, rulesOf(zone, port)]));
  chains.set("in", [
    ...zones.flatMap(bySource),
    ...(only === undefined || withInterface.length > 1
      ? []
      : [ruleOf(`zone ${only.name}`, { action: { chain: only.name } })]),
  ]);
  return refusals({ families: ["ipv4", "ipv6"], port }, told, (range) =>
    follow(chains, "in", range, end),
  );
}

function zonesOf(text: string): Zone[] {
  return text.split(/^(?=\S)/m).flatMap((part) => {
    const [head = "", ...lines] = part.split("\n");
    const [, name] =
      /^([\w.-]{1,80})(?: \((?:active|default|default, active)\))?\s*$/.exec(head) ?? [];
    const fields = lines.flatMap((line) => {
      const [, field, value = ""] = /^ {2}([a-z-][a-z -]{1,40}): ?(.*)$/.exec(line) ?? [];
      return field === undefined ? [] : [[field, value.trim()] as const];
    });
    const richRules = lines.flatMap((line) => (/^\trule /.test(line) ? [line.trim()] : []));
    return name === undefined || !fields.some(([field]) => field === "target")
      ? []
      : [{ name, fields: new Map(fields), richRules }];
  });
}

function wordsOf({ fields }: Zone, field: string): string[] {
  return (fields.get(field) ?? "").split(/\s+/).filter(Boolean);
}

function ruleOf(text: string, more: Partial<FilterRule>): FilterRule {
  return { text, sources: undefined, negated: false, fits: "yes", action: undefined, ...more };
}

/** A zone is chosen by the source before the interface. Source: firewalld.zones(5). */
function bySource(zone: Zone): FilterRule[] {
  return wordsOf(zone, "sources").map((source) => {
    const range = readRange(source);
    return ruleOf(`zone ${zone.name}: source ${source}`, {
      ...{ fits: range === undefined ? "maybe" : "yes", action: { chain: zone.name } },
      sources: range === undefined ? undefined : [range],
    });
  });
}

const targets: ReadonlyMap<string, Verdict> = new Map([
  ["ACCEPT", "accept"],
  ["DROP", "drop"],
  ["%%REJECT%%", "reject"],
  ["default", "reject"],
]);

/** What denies comes before what allows, and the target is the last. Source: firewalld.richlanguage(5), firewalld.zone(5). */
function rulesOf(zone: Zone, port: number): FilterRule[] {
  const rich = zone.richRules.flatMap((rule) => richRule(zone, rule, port));
  const denying = rich.filter(({ action }) => action !== "accept");
  const target = zone.fields.get("target") ?? "";
  return [
    ...denying,
    ...rich.filter(({ action }) => action === "accept"),
    ...wordsOf(zone, "ports").map((one) =>
      ruleOf(`zone ${zone.name}: port ${one}`, {
        ...{ action: "accept", fits: isPort(one, port) ? "yes" : "no" },
      }),
    ),
    ...wordsOf(zone, "services").map((one) =>
      ruleOf(`zone ${zone.name}: service ${one}`, {
        ...{ action: "accept", fits: serviceFits(one, port) },
      }),
    ),
    ruleOf(`zone ${zone.name}: target ${target}`, { action: targets.get(target) ?? "reject" }),
  ];
}

function isPort(text: string, port: number): boolean {
  const [, from, until, protocol] = /^(\d+)(?:-(\d+))?\/(\w+)$/.exec(text) ?? [];
  return protocol === ruleProtocols.tcp && port >= Number(from) && port <= Number(until ?? from);
}

const services: ReadonlyMap<string, number> = new Map([
  [schemes.clear, defaultHttpPort],
  [schemes.encrypted, defaultHttpsPort],
]);

/** Another service may be anybody's own, and about any port but those two. */
function serviceFits(service: string, port: number): FilterRule["fits"] {
  const known = services.get(service);
  const isWeb = [...services.values()].includes(port);
  return known === port ? "yes" : known !== undefined || isWeb ? "no" : "maybe";
}

function richRule({ name }: Zone, text: string, port: number): FilterRule[] {
  const value = (pattern: RegExp): string | undefined => pattern.exec(text)?.[1];
  const verdict = (["accept", "drop", "reject"] as const).find((one) =>
    new RegExp(` ${one}\\b`).test(text),
  );
  const source = value(/ source (?:NOT )?address="([^"]{1,60})"/);
  const range = source === undefined ? undefined : readRange(source);
  const [asked, service] = [
    value(/ port port="([^"]{1,20})"/),
    value(/ service name="([^"]{1,60})"/),
  ];
  const isUnsure =
    / (?:limit|ipset|mac|destination|NOT)\b/.test(text) ||
    (source !== undefined && range === undefined);
  const fits: FilterRule["fits"] =
    asked !== undefined
      ? isPort(`${asked}/${value(/ protocol="(\w+)"/) ?? "tcp"}`, port)
        ? "yes"
        : "no"
      : service !== undefined
        ? serviceFits(service, port)
        : / (?:icmp|masquerade|forward-port|protocol value)/.test(text)
          ? "no"
          : "yes";
  return verdict === undefined
    ? []
    : [
        ruleOf(`zone ${name}: ${text}`, {
          ...{ action: verdict, fits: fits === "yes" && isUnsure ? "maybe" : fits },
          sources: range === undefined ? undefined : [range],
        }),
      ];
}
