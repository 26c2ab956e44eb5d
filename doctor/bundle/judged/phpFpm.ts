import { serverTimeouts } from "../../../facts/servers/timeouts";
import { named, type Directive } from "../../configuration/directive";
import { secondsOf } from "../../configuration/nginxServers";
import type { Evidence } from "../../evidence";
import type { Bundle } from "../format";
import {
  configurationsOf,
  isAt,
  listenersAt,
  placeOfPool,
  type Judge,
  type Subject,
} from "./subject";
import { upstreamsOf, type Upstream } from "./upstreams";

/** Whether PHP-FPM's pools have a free worker, and whether they end scripts before the web server gives up, and let it in. */
export const judgePhpFpm: Judge = (subject) => {
  const upstreams = upstreamsOf(subject);
  return subject.bundle.pools.flatMap((pool) => {
    const found = configurationsOf(subject.bundle, "php-fpm").flatMap(({ root, directives }) =>
      directives.filter((one) => isOf(one, pool)).map(({ block = [] }) => ({ root, block })),
    );
    const [{ root, block } = { root: "", block: [] }] = found;
    const workers = workersOf(subject.bundle, pool, root);
    return [
      ...ofWorkers(subject, pool, block, workers),
      ...ofTime(subject, upstreams, pool, block),
      ...ofClients(subject, pool, block),
    ];
  });
};

type Pool = Bundle["pools"][number];

/** Pools of two PHP-FPMs may bear one name. */
function isOf({ name, block }: Directive, pool: Pool): boolean {
  const listen = named(block, "listen").at(-1)?.args[0];
  return name === pool.name && listen?.replaceAll("$pool", name) === pool.listen;
}

/** How many workers a pool has: those of its master, where there are several. */
function workersOf({ processes = [] }: Bundle, { name }: Pool, root: string): number {
  const masters = processes.filter(({ title = "" }) => title.startsWith("php-fpm: master process"));
  const own = masters.filter(({ title = "" }) => title.includes(`(${root})`));
  const parents = (masters.length > 1 ? own : masters).map(({ id }) => id);
  return processes.filter(
    ({ title, parent }) =>
      title === `php-fpm: pool ${name}` && (masters.length === 0 || parents.includes(parent)),
  ).length;
}

function ofWorkers(
  { bundle, told }: Subject,
  pool: Pool,
  settings: readonly Directive[],
  workers: number,
): Evidence[] {
  const { pass, fail, unknown } = told("php-fpm-workers", `pool ${pool.name}`);
  const most = Number(named(settings, "pm.max_children").at(-1)?.args[0] ?? Number.NaN);
  const { status, asked } = pool;
  if (status !== undefined) {
    return [ofStatus(told, pool.name, status, most)];
  }
  const isWhole = workers >= most;
  const waits = waitingAt(bundle, pool.listen) > 0;
  if (isWhole && (asked === "silent" || waits)) {
    const how = waits ? "requests wait" : "its status page does not answer";
    return [fail(`all ${most} workers are there, and ${how}`, ["php-fpm-pool-exhausted"])];
  }
  if (asked === "refused" || asked === "denied") {
    const why = asked === "refused" ? "nothing accepts connections" : "no permission to ask";
    return [unknown(`how busy it is was not seen: ${why}`)];
  }
  return Number.isNaN(most) || (isWhole && !waits)
    ? [
        unknown(
          `how many of its ${workers} workers are busy was not seen: its status page was not asked`,
        ),
      ]
    : [pass(`${workers} of at most ${most} workers are there`)];
}

/** What a pool's own status page says. */
function ofStatus(
  told: Subject["told"],
  pool: string,
  { active, idle, waiting, maxChildrenReached }: NonNullable<Pool["status"]>,
  most: number,
): Evidence {
  const { pass, fail } = told("php-fpm-workers", `pool ${pool}`);
  const seen = `${active} of at most ${most} workers are busy, ${idle} idle, ${waiting} requests wait`;
  if (idle === 0 && waiting > 0) {
    return fail(seen, ["php-fpm-pool-exhausted"]);
  }
  return maxChildrenReached > 0
    ? told("php-fpm-workers", `pool ${pool}`, "setting").fail(
        `${seen}; since its start the limit was reached ${maxChildrenReached} times`,
        ["php-fpm-pool-exhausted"],
      )
    : pass(seen);
}

/** Connections that waited at both looks. */
function waitingAt(bundle: Bundle, listen: string): number {
  const found = listenersAt(bundle, placeOfPool(listen)) ?? [];
  return Math.max(0, ...found.map((one) => one.waiting?.least ?? 0));
}

function ofTime(
  subject: Subject,
  upstreams: readonly Upstream[],
  pool: Pool,
  settings: readonly Directive[],
): Evidence[] {
  const limit = secondsOf(named(settings, "request_terminate_timeout").at(-1)?.args[0]) ?? 0;
  const isAsked = upstreams.find(
    ({ isFastcgi, places }) =>
      isFastcgi &&
      places.some((place) => place !== "elsewhere" && isAt(place, placeOfPool(pool.listen))),
  );
  const patience = secondsOf(isAsked?.answer) ?? serverTimeouts.nginxFastcgiAnswer.defaultSeconds;
  if (isAsked === undefined || subject.servers.length === 0) {
    return [];
  }
  const { pass, fail } = subject.told("php-fpm-timeout", `pool ${pool.name}`, "setting");
  return limit > 0 && limit < patience
    ? [
        fail(
          `request_terminate_timeout ends scripts after ${limit} s, before nginx gives up after ${patience} s: visitors get 502`,
          ["php-fpm-terminates"],
        ),
      ]
    : [pass(limit === 0 ? "ends no script for its time" : `ends scripts after ${limit} s`)];
}

/** Who connects to a loopback address does so from there. Others that a pool lets in, it knows by addresses that were not collected. */
function ofClients({ told }: Subject, pool: Pool, settings: readonly Directive[]): Evidence[] {
  const [, own] = /^\[?(127\.0\.0\.1|::1)\]?:\d+$/.exec(pool.listen) ?? [];
  const allowed = (named(settings, "listen.allowed_clients").at(-1)?.args ?? [])
    .flatMap((arg) => arg.split(/[\s,]+/))
    .filter((address) => address !== "");
  if (own === undefined || allowed.length === 0) {
    return [];
  }
  const { pass, fail } = told("php-fpm-clients", `pool ${pool.name}`, "setting");
  return allowed.includes(own)
    ? [pass(`lets in ${own}`)]
    : [
        fail(`listens at ${own}, and listen.allowed_clients lets in ${allowed.join(", ")} alone`, [
          "php-fpm-socket-rights",
        ]),
      ];
}
