/** The servers whose lines the doctor understands; a line's own beginning tells which. */
export type LogSource =
  | "nginx"
  | "apache"
  | "php-fpm"
  | "php-fpm-slow"
  | "php"
  | "kernel"
  | "systemd"
  | "mysql"
  | "postgresql"
  | "haproxy"
  | "fail2ban"
  | "node";

/** When a line was written. */
export interface LogTime {
  /** Milliseconds since 1970, as if the clock on the wall were that of UTC where no zone is written. */
  readonly milliseconds: number;
  /** Whether the line says its zone. */
  readonly zoned: boolean;
}

/** A line without what its server writes before every message. */
export interface LogLine {
  /** Who wrote it. */
  readonly source: LogSource;
  /** What was written; of PHP and applications only what failed. */
  readonly message: string;
  /** Reads its time; undefined where it has none, or none with a year. */
  readonly time: () => LogTime | undefined;
}

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/**
 * Reads the parts of a date as logs write them.
 * @param year - Four digits.
 * @param month - Two digits, or three letters of English.
 * @param day - One or two digits.
 * @param clock - `HH:MM:SS`, with or without a fraction.
 * @param zone - `Z`, `UTC`, `GMT`, `+02:00` or `+0200`; anything else counts as not said.
 * @returns The time; undefined where it is none.
 */
export function timeOf(
  year = "",
  month = "",
  day = "",
  clock = "",
  zone?: string,
): LogTime | undefined {
  const number = months.indexOf(month) + 1 || Number(month);
  const offset = zoneOf(zone);
  const milliseconds = Date.parse(
    `${year}-${two(number)}-${two(Number(day))}T${clock.replace(",", ".").padStart(8, "0")}${offset ?? "Z"}`,
  );
  return Number.isNaN(milliseconds) ? undefined : { milliseconds, zoned: offset !== undefined };
}

function two(number: number): string {
  return String(number).padStart(2, "0");
}

function zoneOf(zone: string | undefined): string | undefined {
  const found = /^([+-]\d\d):?(\d\d)$/.exec(zone ?? "");
  if (found !== null) {
    return `${found[1] ?? ""}:${found[2] ?? ""}`;
  }
  return zone === "Z" || zone === "UTC" || zone === "GMT" ? "Z" : undefined;
}

/**
 * Writes a time as the log means it.
 * @param time - The time.
 * @returns ISO 8601 to the second; without a zone where the log says none.
 */
export function timeText({ milliseconds, zoned }: LogTime): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}${zoned ? "Z" : ""}`;
}
