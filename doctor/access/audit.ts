import { getOrCreate } from "../../core/getOrCreate";
import { ownEntry } from "../../core/ownEntry";
import { isCloudflares } from "../addresses";
import type { Evidence } from "../evidence";
import { isJson, parseJson, type Json } from "../json";
import { witness } from "../witness";

/** A request that a security module refused. */
interface Refusal {
  readonly client: string;
  readonly time: string | undefined;
  /** The rule's id. */
  readonly rule: string;
  /** What the module says of it. */
  readonly message: string;
}

/**
 * Says which rules of a security module refused requests that came from Cloudflare's addresses.
 * Source: ModSecurity 2 reference manual, SecAuditLog (sections A, H); ModSecurity 3 and Coraza, audit logs in JSON.
 * @param text - An audit log: of ModSecurity in sections, or of ModSecurity or Coraza with one JSON document a line.
 * @param at - How the log is named in what is said of it.
 * @returns A failure for each rule: a log's word where it looks at the address, for then it refuses Cloudflare itself; a setting's where
 * it looks at what is asked, for that may be an attack. A pass where none refused; unknown where the text is no audit log.
 */
export function auditEvidence(text: string, at: string): Evidence[] {
  const { pass, unknown } = witness("access", "security-module", at, "log");
  const refused = refusalsOf(text);
  if (refused === undefined) {
    return [unknown("the text is no audit log of ModSecurity's or Coraza's")];
  }
  const rules = new Map<string, Refusal[]>();
  for (const one of refused.filter(({ client }) => isCloudflares(client))) {
    getOrCreate(rules, one.rule, () => []).push(one);
  }
  return rules.size === 0
    ? [pass("no rule refused a request from Cloudflare's addresses")]
    : [...rules].map(([rule, list]) => failure(rule, list, at));
}

function failure(rule: string, list: readonly Refusal[], at: string): Evidence {
  const [first] = list;
  const message = (first?.message ?? "").slice(0, 200);
  const isOfAddress = /REMOTE_ADDR|\bIPmatch|\bIpMatch|reputation|@?ip(?:Match|Block)/i.test(
    message,
  );
  const { fail } = witness("access", "security-module", at, isOfAddress ? "log" : "setting");
  const times = list.map(({ time }) => time).filter((time) => time !== undefined);
  return {
    ...fail(`the rule ${rule} refused requests from Cloudflare's addresses: ${message}`, [
      "module-denies",
    ]),
    occurrences: { count: list.length, first: times[0], last: times.at(-1) },
  };
}

function refusalsOf(text: string): Refusal[] | undefined {
  const start = text.trimStart();
  if (start.startsWith("{")) {
    const lines = start.split("\n").filter((line) => line.trim() !== "");
    const read = lines.map(ofJson).filter((one) => one !== undefined);
    return read.length === 0 ? undefined : read.flat();
  }
  return /^-{2,3}[\w-]{4,40}-{1,3}A--/m.test(text) ? ofSections(text) : undefined;
}

function ofSections(text: string): Refusal[] {
  return text.split(/^-{2,3}[\w-]{4,40}?-{1,3}A--\r?$/m).flatMap((part) => {
    const [, time, client] = /^\s*\[([^\]]{1,60})\] \S{1,80} (\S{1,60}) /.exec(part) ?? [];
    const found =
      /^(?:Message: |ModSecurity: )(Access denied .{0,2000})$/m.exec(part)?.[1] ?? undefined;
    return client === undefined || found === undefined
      ? []
      : [{ client, time: isoTime(time), rule: ruleOf(found), message: found }];
  });
}

/** `27/Nov/2026:20:34:12.669575 +0000`, as sections write it, to the second; anything else as it is. */
function isoTime(text: string | undefined): string | undefined {
  const [, day, clock, zone] =
    /^(\d\d\/[A-Z][a-z]{2}\/\d{4}):(\d\d:\d\d:\d\d)\S* ([+-]\d{4})$/.exec(text ?? "") ?? [];
  const milliseconds = Date.parse(`${day?.replaceAll("/", " ")} ${clock} ${zone}`);
  return Number.isNaN(milliseconds)
    ? text
    : `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}

function ruleOf(message: string): string {
  return /\[id "(\d{1,12})"\]/.exec(message)?.[1] ?? "without an id";
}

/** Undefined for what is no entry of an audit log. */
function ofJson(line: string): Refusal[] | undefined {
  const entry = parseJson(line);
  const transaction = part(entry, "transaction");
  if (!isJson(entry) || transaction === undefined) {
    return undefined;
  }
  const client = textOf(transaction.client_ip ?? transaction.remote_address) ?? "";
  const time = [transaction.time_stamp, transaction.timestamp, transaction.time].find(
    (one) => typeof one === "string",
  );
  const list = entry.messages ?? transaction.messages ?? part(entry, "audit_data")?.messages;
  const messages = (Array.isArray(list) ? (list as readonly unknown[]) : []).map(readMessage);
  const isRefused =
    transaction.is_interrupted === true ||
    part(part(entry, "audit_data"), "action")?.intercepted === true ||
    Number(part(transaction, "response")?.http_code) === 403;
  const [decisive] = messages.slice(-1);
  return isRefused && decisive !== undefined ? [{ client, time, ...decisive }] : [];
}

function readMessage(message: unknown): Pick<Refusal, "rule" | "message"> {
  if (typeof message === "string") {
    return { rule: ruleOf(message), message };
  }
  const whole = isJson(message) ? message : {};
  const { ruleId, match, id, msg } = { ...part(whole, "details"), ...part(whole, "data") };
  const words = [whole.message, msg, match].filter((one) => typeof one === "string");
  return { rule: textOf(ruleId ?? id) ?? "without an id", message: [...new Set(words)].join("; ") };
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}

function part(value: unknown, name: string): Json | undefined {
  const inner = isJson(value) ? ownEntry(value, name) : undefined;
  return isJson(inner) ? inner : undefined;
}
