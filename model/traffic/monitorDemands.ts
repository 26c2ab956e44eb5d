import { codesHold } from "../../core/expectedCodes";
import { unknownValue, type Known } from "../../core/known";
import { ownEntry } from "../../core/ownEntry";
import { MonitorType, monitorDefaults } from "../../facts/cloudflare/monitors";
import { defaultHttpPort, defaultHttpsPort } from "../../facts/cloudflare/ports";
import type { MonitorNode } from "./monitors";

/**
 * Lists by which properties a monitor may find origins down that an earlier one found well. What asks for less is not among them, nor
 * what only says in other words what holds already.
 * @param was - The earlier monitor.
 * @param is - The later one.
 * @returns The names of the properties.
 */
export function strictness(was: MonitorNode, is: MonitorNode): readonly string[] {
  const connecting = [
    ...(portOf(was) === portOf(is) ? [] : ["port"]),
    ...(was.probeZone === is.probeZone ? [] : ["probeZone"]),
    ...(triesOnce(was, is) ? ["retries"] : []),
  ];
  if (was.type === is.type && asksNoPath(is)) {
    return connecting;
  }
  const differing = (["type", "method", "path", "followRedirects"] as const).filter(
    (name) => was[name] !== is[name],
  );
  return [
    ...differing,
    ...connecting,
    ...(sendsAll(was, is) ? [] : ["header"]),
    ...(takesAll(was.expectedCodes, is.expectedCodes) ? [] : ["expectedCodes"]),
    ...(holdsBody(was.expectedBody, is.expectedBody) ? [] : ["expectedBody"]),
    ...(is.allowInsecure === "yes" || is.allowInsecure === was.allowInsecure
      ? []
      : ["allowInsecure"]),
  ];
}

/** Whether a monitor connects, and sends no request. Source: Cloudflare docs, load-balancing/monitors (TCP, UDP-ICMP, ICMP Ping, SMTP, LDAP). */
function asksNoPath({ type }: MonitorNode): boolean {
  return type !== unknownValue && type !== MonitorType.Http && type !== MonitorType.Https;
}

function portOf({ type, port }: MonitorNode): Known<number> | undefined {
  const usual: Readonly<Record<string, number>> = {
    [MonitorType.Http]: defaultHttpPort,
    [MonitorType.Https]: defaultHttpsPort,
  };
  return port ?? (type === unknownValue ? type : ownEntry(usual, type));
}

/** Whether all headers are sent as before: what is sent beside them asks no more, but for a first Host header. */
function sendsAll(was: MonitorNode, is: MonitorNode): boolean {
  const [old, now] = [was, is].map(({ headers }) =>
    headers === unknownValue
      ? undefined
      : new Map(
          [...headers].map(([name, values]) => [
            name.toLowerCase(),
            [values].flat().map(String).join(),
          ]),
        ),
  );
  return (
    old !== undefined &&
    now !== undefined &&
    old.get("host") === now.get("host") &&
    [...old].every(([name, values]) => now.get(name) === values)
  );
}

/** Source: RFC 9110, section 15 (a status has three digits, from 100 on). */
const statuses = Array.from({ length: 500 }, (_, index) => index + 100);

function takesAll(was: Known<string>, is: Known<string>): boolean {
  return (
    was !== unknownValue &&
    is !== unknownValue &&
    (was === is || statuses.every((status) => !codesHold(was, status) || codesHold(is, status)))
  );
}

/** Source: Cloudflare API reference, load_balancers/monitors, `expected_body` (a part of the body, in whatever case). */
function holdsBody(was: Known<string>, is: Known<string>): boolean {
  return is === "" || (typeof was === "string" && typeof is === "string" && includes(was, is));
}

function includes(text: string, part: string): boolean {
  return text.toLowerCase().includes(part.toLowerCase());
}

/** Whether a single probe that fails takes an origin out, and did not. */
function triesOnce(was: MonitorNode, is: MonitorNode): boolean {
  const [old, now] = [was, is].map(
    ({ retries, consecutiveDown = monitorDefaults.consecutiveDown }) =>
      retries === 0 && typeof consecutiveDown === "number" && consecutiveDown < 2,
  );
  return now === true && old === false;
}
