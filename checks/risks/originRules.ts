import type { ModelResource } from "../../model/graph/resources";
import { title } from "../../model/graph/title";
import { originPhase } from "../../facts/cloudflare/requestPhases";
import { answeredError } from "../../model/origin/answeredErrors";
import { OriginPaths } from "../../model/origin/originPaths";
import { defaultHttpPort, defaultHttpsPort } from "../../facts/cloudflare/ports";
import { clearModes } from "../../facts/cloudflare/zoneSettings";
import type { EdgeRule } from "../../model/rules/edgeRules";
import type { RuledSetting } from "../../model/rules/requestSettings";
import { encryptionModeOf } from "../../model/traffic/encryptionModes";
import { OriginMachines, recordPlace } from "../../model/traffic/originMachines";
import type { TrafficModel } from "../../model/traffic/path";
import { listed, say, type Phrase } from "../words/words";
import { askedOf } from "./askedRequests";
import {
  answerBefore,
  hostsOf,
  meetingRisk,
  Meetings,
  ruleName,
  sentPhrase,
  type Meeting,
  type Passage,
} from "./edgeMeetings";
import { lostHostRisks } from "./lostOriginHosts";
import { originMoveRisks } from "./originMoves";
import { platformHostRisks } from "./platformHosts";
import type { Risk } from "./risk";
import { shutPort, type ShutPort } from "./shutPorts";
import { serverNameRisks } from "./serverNames";
import type { Sending } from "./sending";

/** Finds rules that come to send requests where nothing listens, where the firewall lets nobody in, or to a name that nothing answers. */
export function originRuleRisks(passages: readonly Passage[]): Risk[] {
  const found = [
    ...sendings(passages, "port").flatMap(portRisks),
    ...sendings(passages, "originHost").flatMap(hostRisks),
    ...sendings(passages, "hostHeader").flatMap(hostHeaderRisks),
    ...serverNameRisks(sendings(passages, "serverName")),
    ...missedRisks(passages),
    ...lostHostRisks(passages),
    ...platformHostRisks(passages),
  ];
  const told = new Set(found.flatMap(({ about = [], subject }) => [subject, ...about]));
  return [...found, ...originMoveRisks(passages, told)];
}

const settingNames = ["port", "originHost", "hostHeader", "serverName"] as const;

/**
 * Origin rules that stay as they are, and no longer apply to requests of which a rule comes to change the URL first.
 *
 * Source: Cloudflare docs, rules/origin-rules and ruleset-engine/reference/phases-list (URL rewrites run before origin rules, which see the
 * new URL but in the raw fields).
 */
function missedRisks(passages: readonly Passage[]): Risk[] {
  const found = new Meetings();
  for (const passage of passages) {
    const { was, is, zone, zones } = passage;
    const standing = (zones.metIn(zone).phases.get(originPhase) ?? []).flatMap(
      ({ rules = [] }) => rules,
    );
    for (const { settings, sample, rewritten } of is) {
      const old = answerBefore(was, sample)?.settings;
      const lost = settingNames.flatMap((name) =>
        settings[name] === undefined ? (old?.[name]?.by ?? []) : [],
      );
      const rule = lost
        .map((each) => standing.find((other) => isSameRule(each, other)))
        .find((each) => each !== undefined);
      if (rule !== undefined && rewritten !== undefined) {
        const { decidedBy } = found.add(passage, rule, sample, {});
        rewritten.by.forEach(({ resource }) => decidedBy.add(resource));
      }
    }
  }
  return found.all().map(missedRisk);
}

function isSameRule(left: EdgeRule, right: EdgeRule): boolean {
  return left.resource.key === right.resource.key && left.expression === right.expression;
}

function missedRisk(meeting: Meeting): Risk {
  const asked = [...meeting.samples.values()].map(({ name }): Phrase => [name]);
  return meetingRisk(meeting, "origin-rule-missed", "high", {
    consequence: say`From this change on ${ruleName(meeting.rule)} no longer applies to requests ${listed(asked)} of ${hostsOf(meeting)}: a URL rewrite changes them first, and the rule asks about the new URL. They go to the usual origin, which may answer them with Error 404, until the rule asks about what visitors sent.`,
    hint: say`Let the rule ask about raw.http.request.uri.path, which rewrites leave as it was.`,
  });
}

/** The port at which the edge asks where no rule names another one any more. */
function usualPort(
  model: TrafficModel,
  host: string,
  name: (typeof settingNames)[number],
  old: RuledSetting<number | string> | undefined,
): RuledSetting<number> | undefined {
  const isClear = clearModes.includes(String(encryptionModeOf(model, host)));
  return name !== "port" || old === undefined
    ? undefined
    : { value: isClear ? defaultHttpPort : defaultHttpsPort, by: old.by };
}

function sendings(passages: readonly Passage[], name: (typeof settingNames)[number]): Sending[] {
  const found = new Meetings<Pick<Sending, "value">>();
  for (const passage of passages) {
    const { context, hostname } = passage;
    askedOf(passage, [originPhase]).forEach(({ settings, sample, before }) => {
      const old = before?.[name];
      const set = settings[name] ?? usualPort(context.after, hostname.host, name, old);
      if (set !== undefined && typeof set.value !== "symbol" && old?.value !== set.value) {
        const { value, by } = set;
        found.add(passage, by, sample, { value });
      }
    });
  }
  return found.all();
}

/** A load balancer of Cloudflare has ports of its own for its origins. */
function portRisks(sending: Sending): Risk[] {
  const { after } = sending.context;
  const port = Number(sending.value);
  const origins = OriginPaths.of(after);
  const led = [...sending.hostnames.keys()].filter(
    (name) => after.pathOf(name).loadBalancer === undefined,
  );
  const machinesAt = OriginMachines.of(after.inventory);
  const guarded = after.firewalls.flatMap(({ endpoint }) => endpoint.attachedTo ?? []);
  const machines = new Set([...after.inventory.ofType("awsLoadBalancer"), ...guarded]);
  return [...machines].flatMap((machine) => {
    const hostnames = led.filter(
      (name) =>
        origins.hostnames(machine).includes(name) ||
        after
          .pathOf(name)
          .records.some((record) => machinesAt.at(recordPlace(record)).includes(machine)),
    );
    const why = hostnames.length === 0 ? undefined : shutPort(after, machine, port);
    return why === undefined ? [] : [portRisk(sending, machine, hostnames, why)];
  });
}

function portRisk(
  sending: Sending,
  machine: ModelResource,
  hostnames: readonly string[],
  why: ShutPort,
): Risk {
  const reason =
    why === "unheard"
      ? say`nothing of ${title(machine)} listens there, and visitors get Error 521 or 522`
      : say`the security groups of ${title(machine)} let nobody of Cloudflare in there, and visitors get Error 522`;
  const led = [...sending.hostnames].filter(([name]) => hostnames.includes(name));
  const own = { ...sending, hostnames: new Map(led) };
  return meetingRisk(own, "origin-rule-port", sending.stood ? "high" : "medium", {
    consequence: say`From this change on ${sentPhrase(own)} go to port ${Number(sending.value)}, as ${ruleName(sending.rule)} has it from now on: ${reason}.`,
    hint: say`Let the origin listen and the firewall admit Cloudflare at the port first, or leave the port out of the rule.`,
  });
}

/** Source: Cloudflare docs, support, Error 1016 (status 530). */
function hostRisks(sending: Sending): Risk[] {
  const { after, plan } = sending.context;
  const host = String(sending.value);
  const isNowhere =
    plan.whole && after.inventory.zones.holds(host) && after.pathOf(host).answeredAt === undefined;
  return isNowhere
    ? [
        meetingRisk(sending, "origin-rule-host", sending.stood ? "high" : "medium", {
          consequence: say`From this change on ${sentPhrase(sending)} go to ${host}, by ${ruleName(sending.rule)}, and nothing in its zone answers for that name: visitors get Error 1016, with status 530.`,
          hint: say`Put a record at ${host} first.`,
        }),
      ]
    : [];
}

/** Load balancers of AWS that answer with an error what they are asked under the name, and did not what visitors asked for. */
function hostHeaderRisks(sending: Sending): Risk[] {
  const { after } = sending.context;
  const header = String(sending.value).toLowerCase();
  const origins = OriginPaths.of(after);
  return after.inventory.ofType("awsLoadBalancer").flatMap((machine) => {
    const led = [...sending.hostnames].filter(([name]) =>
      origins.hostnames(machine).includes(name),
    );
    const taken = led.filter(([name]) => answeredError(after, machine, name) === undefined);
    const code = answeredError(after, machine, header);
    return code === undefined || taken.length === 0
      ? []
      : [hostHeaderRisk({ ...sending, hostnames: new Map(taken) }, machine, header, code)];
  });
}

function hostHeaderRisk(
  sending: Sending,
  machine: ModelResource,
  header: string,
  code: number,
): Risk {
  return meetingRisk(sending, "origin-rule-host", sending.stood ? "high" : "medium", {
    consequence: say`From this change on ${sentPhrase(sending)} reach ${title(machine)} under the name ${header}, by ${ruleName(sending.rule)}, which none of its rules is about: visitors get Error ${code}.`,
    hint: say`Let a rule of the listener take ${header} first, or leave the Host header as it is.`,
  });
}
