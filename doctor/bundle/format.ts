import { z } from "zod";
import { causes, type CauseId } from "../../facts/causes";

/** What a bundle calls itself, so that other JSON is told from it. */
export const bundleKind = "steady-edge origin bundle";

/** The version of the form: it rises whenever a reader of the one before would read it wrongly. */
export const bundleVersion = 1;

/** Signs of the longest text in a bundle. What is longer is cut where it is collected, and said to be. */
export const longestText = 1_000_000;

const text = z.string().max(longestText);
const count = z.number().int().nonnegative();
const amount = z.number().nonnegative();

/** A socket that accepts connections. Address and port are of TCP, the path of a Unix socket. */
const listener = z.object({
  address: text.optional(),
  port: count.max(65_535).optional(),
  path: text.optional(),
  /** Connections that wait to be accepted, as two looks saw them; absent where nothing says it. */
  waiting: z.object({ most: count, least: count }).optional(),
  /** How many may wait; absent where nothing said it. */
  backlog: count.optional(),
});

const process = z.object({
  id: count,
  parent: count,
  name: text,
  /** The title that PHP-FPM and nginx give their processes, and of Apache's arguments `-d` and `-f`; absent for others, which may hold secrets. */
  title: text.optional(),
  userId: count,
  groupIds: z.array(count),
  startedAt: z.iso.datetime(),
  /** Of open files; absent where its folder cannot be read. */
  files: z.object({ open: count, sockets: count }).optional(),
  /** The limit on open files; absent where it cannot be read or there is none. */
  mostFiles: count.optional(),
});

const directive = z.object({
  name: text,
  args: z.array(text),
  at: text,
  get block(): z.ZodOptional<z.ZodArray<typeof directive>> {
    return z.array(directive).optional();
  },
});

const pool = z.object({
  name: text,
  listen: text,
  /** What came of asking its status page over FastCGI. */
  asked: z.enum(["answered", "silent", "refused", "denied", "no status page"]),
  /** The status page, where it answered. */
  status: z
    .object({
      waiting: count,
      backlog: count,
      idle: count,
      active: count,
      total: count,
      maxChildrenReached: count,
    })
    .optional(),
});

const evidence = z.object({
  step: z.enum(["logs", "access"]),
  check: text,
  outcome: z.enum(["pass", "fail", "unknown"]),
  seen: text,
  at: text,
  weight: z.enum(["log", "setting"]),
  speaksFor: z.array(z.enum(Object.keys(causes) as [CauseId, ...CauseId[]])),
  rulesOut: z.array(z.enum(Object.keys(causes) as [CauseId, ...CauseId[]])),
  occurrences: z
    .object({ count, first: text.optional(), last: text.optional() })
    .transform(({ count: times, first, last }) => ({ count: times, first, last }))
    .optional(),
});

/** The form of a bundle. A part that is absent was not looked at, or could not be: `unread` says why. */
export const bundleForm = z.object({
  kind: z.literal(bundleKind),
  version: z.literal(bundleVersion),
  collectedAt: z.iso.datetime(),
  host: z.object({ name: text, kernel: text, cores: count }),
  /** What could not be read, and why. */
  unread: z.array(z.object({ what: text, why: text })),
  listeners: z.array(listener).optional(),
  /** Those of web servers, PHP-FPM, Node, databases and caches. */
  processes: z.array(process).optional(),
  /** Shares of the time of all cores while it collected; load averages as the kernel says them. */
  cpu: z.object({ idle: amount, stolen: amount, load: z.array(amount).length(3) }).optional(),
  memory: z
    .object({
      totalBytes: amount,
      availableBytes: amount,
      swapBytes: amount,
      swapFreeBytes: amount,
    })
    .optional(),
  /** How often the kernel has ended a process for its memory since it started. */
  memoryKills: count.optional(),
  disks: z
    .array(
      z.object({
        path: text,
        type: text,
        bytes: amount,
        freeBytes: amount,
        inodes: amount,
        freeInodes: amount,
      }),
    )
    .optional(),
  openFiles: z.object({ open: count, most: amount }).optional(),
  configurations: z.array(
    z.object({
      server: z.enum(["nginx", "apache", "php-fpm"]),
      root: text,
      /** Whether a process runs with it. */
      isRunning: z.boolean(),
      /** What the server says against it; absent where it says nothing, or was not asked. */
      refused: text.optional(),
      directives: z.array(directive),
    }),
  ),
  pools: z.array(pool),
  /** Files and folders that configurations name. */
  paths: z.array(
    z.object({
      path: text,
      kind: z.enum(["missing", "unreadable", "folder", "file", "socket", "other"]),
      mode: count.optional(),
      userId: count.optional(),
      groupId: count.optional(),
      changedAt: z.iso.datetime().optional(),
    }),
  ),
  /** What programs said of firewalls, bans and routes. */
  texts: z.array(
    z.object({
      from: z.enum([
        ...(["iptables-save", "ip6tables-save", "nft", "ufw", "firewalld"] as const),
        ...(["fail2ban", "ip route", "ip -6 route"] as const),
      ]),
      text,
      isCut: z.boolean(),
    }),
  ),
  /** Certificates that web servers are told to show. */
  certificates: z.array(
    z.object({
      path: text,
      fingerprint256: text,
      names: z.array(text),
      from: z.iso.datetime(),
      until: z.iso.datetime(),
    }),
  ),
  /** Certificates that ports of this host showed to this host. */
  served: z.array(z.object({ at: text, port: count, serverName: text, fingerprint256: text })),
  /** Busy and idle workers of Apache, as mod_status says them. */
  apacheWorkers: z.object({ busy: count, idle: count }).optional(),
  /** Connections that nginx has, and those that it accepted and dropped since it started, as its stub_status says them. */
  nginxConnections: z.object({ active: count, dropped: count }).optional(),
  clock: z
    .object({ offsetSeconds: z.number().optional(), isSynchronized: z.boolean().optional() })
    .optional(),
  /** What the logs of this host tell: findings, not the logs. */
  logs: z.array(evidence),
});

/** What was collected on an origin's host. */
export type Bundle = z.infer<typeof bundleForm>;
