import { timeOf, type LogLine, type LogSource } from "./line";
import { withoutPhp } from "./php";

/** What a line turned out to be. */
export interface ReadLine {
  /** Whose form it has, in words. */
  readonly format: string;
  /** What it says; undefined where the form alone says that it does not matter, such as an access log's. */
  readonly line: LogLine | undefined;
  /** What to show of it. Defaults to the whole line. */
  readonly shown?: string | undefined;
}

interface Envelope {
  readonly format: string;
  /** What stands before the message; its groups `year`, `month`, `day`, `clock` and `zone` are the time. */
  readonly pattern: RegExp;
  /** Makes the message of what follows; undefined where the line does not matter. */
  readonly line?: (
    rest: string,
    groups: Readonly<Record<string, string | undefined>>,
  ) => readonly [LogSource, string] | undefined;
}

const isoDate = "(?<year>\\d{4})-(?<month>\\d\\d)-(?<day>\\d\\d)";
const clock = "(?<clock>\\d?\\d:\\d\\d:\\d\\d(?:[.,]\\d{1,9})?)";
const fpmDate = `\\[(?<day>\\d\\d)-(?<month>[A-Z][a-z]{2})-(?<year>\\d{4}) ${clock}`;
const client = /^(?<errno>\([^)]{1,12}\)[^:]{1,60}: )?(?:\[(?:client|remote) [^\]]{1,60}\] )+/;

const digits: readonly Envelope[] = [
  {
    format: "nginx",
    pattern: new RegExp(
      `^(?<year>\\d{4})/(?<month>\\d\\d)/(?<day>\\d\\d) ${clock} \\[\\w+\\] \\d+#\\d+: (?:\\*\\d+ )?`,
    ),
    line: (rest) =>
      withoutPhp(/^FastCGI sent in stderr: "(?:; )?(?=PHP message: )/, rest) ?? ["nginx", rest],
  },
  {
    format: "MySQL or MariaDB",
    pattern: new RegExp(
      `^${isoDate}(?:T| {1,2})${clock}(?<zone>Z|[+-]\\d\\d:\\d\\d)? \\d+ \\[\\w+\\] (?:\\[MY-\\d+\\] \\[\\w+\\] )?`,
    ),
    line: (rest) => ["mysql", rest],
  },
  {
    format: "PostgreSQL",
    pattern: new RegExp(
      `^${isoDate} ${clock} (?<zone>[A-Z]{1,5}|[+-]\\d\\d) \\[\\d+\\] (?:\\S{1,100}@\\S{1,100} )?(?=[A-Z]{3,9}: )`,
    ),
    line: (rest) => ["postgresql", rest],
  },
  {
    format: "syslog",
    pattern: new RegExp(
      `^${isoDate}T${clock}(?<zone>Z|[+-]\\d\\d:\\d\\d) \\S{1,255} (?<tag>[^\\s:[]{1,64})(?:\\[\\d+\\])?: `,
    ),
  },
  {
    format: "fail2ban",
    pattern: new RegExp(`^${isoDate} ${clock} fail2ban\\.\\w+ +\\[\\d+\\]: [A-Z]+ +`),
    line: (rest) => ["fail2ban", rest],
  },
];

const brackets: readonly Envelope[] = [
  {
    format: "Apache",
    pattern: new RegExp(
      `^\\[[A-Z][a-z]{2} (?<month>[A-Z][a-z]{2}) (?<day>\\d\\d) ${clock} (?<year>\\d{4})\\] \\[(?<module>\\w*):\\w+\\] \\[pid \\d+(?::tid \\d+)?\\] `,
    ),
    line: (rest, { module = "" }) => {
      const message = rest.replace(client, "$<errno>");
      return (
        withoutPhp(/^(?:AH01071: Got error '(?=PHP message: )|(?=PHP [A-Z]))/, message) ?? [
          "apache",
          `${module} ${message}`,
        ]
      );
    },
  },
  {
    format: "PHP-FPM",
    pattern: new RegExp(
      `^${fpmDate}\\] (?:NOTICE|WARNING|ERROR|ALERT): (?:pid \\d+, .{1,80}, line \\d+: )?`,
    ),
    line: (rest) =>
      withoutPhp(
        /^\[pool [^\]]{1,80}\] child \d+ said into stderr: "(?:NOTICE: )?(?=PHP message: )/,
        rest,
      ) ?? ["php-fpm", rest],
  },
  {
    format: "PHP-FPM slow log",
    pattern: new RegExp(`^${fpmDate}\\] {2}(?=\\[pool )`),
    line: (rest) => ["php-fpm-slow", rest],
  },
  {
    format: "PHP",
    pattern: new RegExp(`^${fpmDate}(?: (?<zone>[\\w/+-]{1,40}))?\\] (?=PHP |WordPress )`),
    line: (rest) => withoutPhp(/^/, rest),
  },
  {
    format: "Laravel",
    pattern: new RegExp(
      `^\\[${isoDate}[T ]${clock}(?<zone>Z|[+-]\\d\\d:\\d\\d)?\\] [\\w-]{1,40}\\.(?<level>[A-Z]{4,9}): `,
    ),
    line: (rest, { level = "" }) =>
      /^(?:ERROR|CRITICAL|ALERT|EMERGENCY)$/.test(level) ? ["php", rest] : undefined,
  },
  {
    format: "kernel",
    pattern: /^\[ *\d+\.\d{6}\] /,
    line: (rest) => ["kernel", rest],
  },
];

const others: readonly Envelope[] = [
  {
    format: "syslog",
    pattern: /^[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \S{1,255} (?<tag>[^\s:[]{1,64})(?:\[\d+\])?: /,
  },
  {
    format: "HAProxy",
    pattern: new RegExp(
      `^\\S{2,60}:\\d+ \\[(?<day>\\d\\d)/(?<month>[A-Z][a-z]{2})/(?<year>\\d{4}):${clock}\\] \\S{1,200} \\S{1,200} [\\d/+-]{5,60} (?<state>-?\\d{1,3} [\\d+]+ \\S{1,200} \\S{1,200} \\S{4}) `,
    ),
    line: (_rest, { state = "" }) => {
      const words = state.split(" ");
      return ["haproxy", `${words[0] ?? ""} ${words.at(-1) ?? ""}`];
    },
  },
  {
    format: "HAProxy",
    pattern:
      /^(?:\[(?:WARNING|ALERT)\] +\(\d+\) : )?(?=Server \S{1,200} is (?:DOWN|UP)|(?:backend|proxy) \S{1,200} has no server)/,
    line: (rest) => ["haproxy", rest],
  },
  {
    format: "access log",
    pattern:
      /^\S{2,255} \S{1,255} \S{1,255} \[\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d [+-]\d{4}\] "/,
    line: () => undefined,
  },
  {
    // What `server-config` writes: labels with tabs between.
    format: "access log",
    pattern: /^time:\d{4}-\d\d-\d\dT[\d:]{8}[+-]\d\d:?\d\d\t[a-z_]{1,40}:/,
    line: () => undefined,
  },
  {
    format: "ModSecurity audit log",
    pattern: /^Message: (?=Access denied with code)/,
    line: (rest) => ["apache", `security2 ModSecurity: ${rest}`],
  },
  { format: "ModSecurity audit log", pattern: /^--[\da-f]{8}-[A-Z]--$/, line: () => undefined },
  { format: "nginx", pattern: /^nginx: \[\w+\] /, line: (rest) => ["nginx", rest] },
  {
    format: "MySQL or MariaDB",
    pattern: /^\d{6} +\d?\d:\d\d:\d\d (?:\[\w+\] )?/,
    line: (rest) => ["mysql", rest],
  },
  {
    format: "Node.js",
    pattern: /^(?=FATAL ERROR: |(?:[A-Z]\w{0,40})?Error(?: \[\w{1,60}\])?: )/,
    line: (rest) => ["node", rest],
  },
  { format: "Node.js", pattern: /^(?:error|fatal): (?=\S)/, line: (rest) => ["node", rest] },
  {
    format: "Node.js",
    pattern: /^(?:node:(?:events|internal)\S{1,80}:\d+$|Node\.js v\d+\.|\(node:\d+\) )/,
    line: () => undefined,
  },
];

/**
 * Reads a line by how it begins.
 * @param text - The line, without its end.
 * @returns What it is; undefined where its form is none that is known.
 */
export function readEnvelope(text: string): ReadLine | undefined {
  const sign = text.charCodeAt(0);
  if (sign === 0x5b /* [ */) {
    return firstOf(brackets, text) ?? firstOf(others, text);
  }
  return (
    (sign >= 0x30 && sign <= 0x39 ? firstOf(digits, text) : undefined) ?? firstOf(others, text)
  );
}

function firstOf(envelopes: readonly Envelope[], text: string): ReadLine | undefined {
  for (const { format, pattern, line } of envelopes) {
    const found = pattern.exec(text);
    if (found !== null) {
      const groups: Readonly<Record<string, string | undefined>> = found.groups ?? {};
      const rest = text.slice(found[0].length);
      const said = line === undefined ? ofTag(groups.tag ?? "", rest) : line(rest, groups);
      return { format, line: said && lineOf(said, groups) };
    }
  }
  return undefined;
}

function lineOf(
  [source, message]: readonly [LogSource, string],
  { year, month, day, clock: hours, zone }: Readonly<Record<string, string | undefined>>,
): LogLine {
  const time = (): ReturnType<typeof timeOf> =>
    year === undefined ? undefined : timeOf(year, month, day, hours, zone);
  return { source, message, time };
}

/**
 * Reads a message that syslog or the journal keeps.
 * @param tag - The program that wrote it.
 * @param message - What it wrote.
 * @returns Whose log it is, and the message; undefined where it does not matter.
 */
export function ofTag(tag: string, message: string): readonly [LogSource, string] | undefined {
  if (tag === "kernel") {
    return ["kernel", message.replace(/^\[ *\d+\.\d{6}\] /, "")];
  }
  if (tag === "systemd") {
    return ["systemd", message];
  }
  const inner = readEnvelope(message)?.line;
  if (inner !== undefined) {
    return [inner.source, inner.message];
  }
  return /^php-?fpm/.test(tag) ? ["php-fpm", message] : undefined;
}
