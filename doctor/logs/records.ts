import { isJson, parseJson, type Json } from "../json";
import type { LogLine, LogSource, LogTime } from "./line";
import { ofTag, readEnvelope, type ReadLine } from "./envelopes";

/**
 * Reads lines one after the other, whatever their form. It has a memory, for the journal's export form spreads one entry over several.
 * @returns A function that reads the next line of one file.
 */
export function lineReader(): (text: string) => ReadLine | undefined {
  let entry: JournalEntry | undefined;
  return (text) => {
    if (text.startsWith("{")) {
      return ofJson(text);
    }
    if (text.startsWith("__CURSOR=")) {
      entry = { tag: "", message: "", time: undefined };
      return { format: "systemd journal", line: undefined };
    }
    if (entry === undefined) {
      return readEnvelope(text);
    }
    if (text === "") {
      const read = ofJournal(entry);
      entry = undefined;
      return read;
    }
    takeField(entry, text);
    return undefined;
  };
}

interface JournalEntry {
  tag: string;
  message: string;
  time: LogTime | undefined;
}

/** Source: systemd, docs/JOURNAL_EXPORT_FORMATS.md. A field with signs that do not show is its name alone, eight bytes of length, and the text. */
function takeField(entry: JournalEntry, text: string): void {
  const [, name = "", value = ""] = /^([A-Z_0-9]{1,64})(?:=(.*))?$/s.exec(text) ?? [];
  if (name === "__REALTIME_TIMESTAMP") {
    entry.time = microseconds(value);
  } else if (name === "SYSLOG_IDENTIFIER") {
    entry.tag = value;
  } else if (name === "MESSAGE") {
    entry.message = value;
  } else if (name === "" && entry.message === "" && /^.{1,4}\0{4}/s.test(text)) {
    entry.message = text.slice(8);
  }
}

function ofJournal({ tag, message, time }: JournalEntry): ReadLine {
  const said = ofTag(tag, message);
  return { format: "systemd journal", line: said && lineOf(...said, time), shown: message };
}

function lineOf(source: LogSource, message: string, time: LogTime | undefined): LogLine {
  return { source, message, time: () => time };
}

function microseconds(text: string): LogTime | undefined {
  return /^\d{1,17}$/.test(text)
    ? { milliseconds: Math.floor(Number(text) / 1000), zoned: true }
    : undefined;
}

/** A line that is one JSON object: of the journal, of Docker, of pino or winston. */
function ofJson(text: string): ReadLine | undefined {
  const fields = parseJson(text);
  if (!isJson(fields)) {
    return undefined;
  }
  if (typeof fields.__REALTIME_TIMESTAMP === "string") {
    const message = journalText(fields.MESSAGE);
    const tag = typeof fields.SYSLOG_IDENTIFIER === "string" ? fields.SYSLOG_IDENTIFIER : "";
    return ofJournal({ tag, message, time: microseconds(fields.__REALTIME_TIMESTAMP) });
  }
  if (typeof fields.log === "string" && typeof fields.stream === "string") {
    const inner = readEnvelope(fields.log.trimEnd());
    const time = isoTime(fields.time);
    return {
      format: "Docker",
      shown: fields.log.trimEnd(),
      line: inner?.line && lineOf(inner.line.source, inner.line.message, inner.line.time() ?? time),
    };
  }
  return fields.level === undefined ? undefined : ofApplication(fields);
}

/** The journal writes what is not UTF-8 as a list of bytes. */
function journalText(message: unknown): string {
  if (Array.isArray(message)) {
    return Buffer.from(message.filter((byte) => typeof byte === "number")).toString("latin1");
  }
  return typeof message === "string" ? message : "";
}

function isoTime(value: unknown): LogTime | undefined {
  const milliseconds =
    typeof value === "number" ? value : typeof value === "string" ? Date.parse(value) : Number.NaN;
  return Number.isNaN(new Date(milliseconds).getTime()) ? undefined : { milliseconds, zoned: true };
}

/** Source: pino documentation, docs/api.md, logger.levels (50 is error); winston's README, Logging Levels. */
function ofApplication(fields: Json): ReadLine {
  const { level } = fields;
  const isFailure =
    typeof level === "number"
      ? level >= 50
      : typeof level === "string" && /^(?:error|fatal|crit|alert|emerg)/i.test(level);
  const error = fields.err as { message?: unknown } | undefined;
  const message = [error?.message, fields.message, fields.msg].find(
    (text) => typeof text === "string" && text !== "",
  );
  const time = isoTime(fields.time ?? fields.timestamp);
  const line =
    isFailure && message !== undefined ? lineOf("node", message as string, time) : undefined;
  return { format: "pino or winston", line, shown: line?.message };
}
