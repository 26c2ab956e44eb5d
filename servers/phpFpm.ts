import { describeValue, type Problem } from "../core/problem";
import type { PhpFpmConfigArgs, PhpHealthArgs } from "./args";
import { judged, type Judged } from "./judged";
import { defaultPool, phpPaths } from "./phpPaths";
import { phpFpmSchema } from "./schema";
import { file, type ServerConfig, type ServerFile } from "./serverConfig";
import { restartPolicy } from "./systemd";
import { marginSeconds, resolveTimeouts, timeoutProblems } from "./timeouts";
import { logFormat } from "./webServer";

/** Requests after which a worker makes way for a new one, so that what leaks memory does not grow for ever. */
const requestsPerWorker = 1000;

/** How many workers a pool may have. */
export interface PoolSize {
  /** MiB for all else. */
  readonly reservedMegabytes: number;
  /** The most workers at once. */
  readonly maxChildren: number;
  /** Workers at the start. */
  readonly startServers: number;
  /** Idle workers under which more are started. */
  readonly minSpareServers: number;
  /** Idle workers over which some are ended. */
  readonly maxSpareServers: number;
}

/**
 * Judges the arguments for PHP-FPM, and writes its configuration where nothing is wrong with them.
 * @param args - What the user gave, of whatever kind.
 * @returns All problems at once, or the configuration.
 */
export function judgedPhpFpm(args: unknown): Judged {
  return judged<PhpFpmConfigArgs>(
    {
      schema: phpFpmSchema,
      relations: (given) => [...timeoutProblems(given), memoryProblem(given)],
      make: makePhpFpm,
    },
    args,
  );
}

/**
 * Sizes a pool: as many workers as fit into memory, a quarter of them waiting for a burst.
 * @param args - The memory, and how much of it a worker takes.
 * @returns The size; no workers where not even one fits.
 */
export function poolSize(
  args: Pick<PhpFpmConfigArgs, "memoryMegabytes" | "workerMegabytes" | "reservedMegabytes">,
): PoolSize {
  const { memoryMegabytes, workerMegabytes } = args;
  const reservedMegabytes = args.reservedMegabytes ?? Math.max(256, Math.ceil(memoryMegabytes / 4));
  const maxChildren = Math.max(
    0,
    Math.floor((memoryMegabytes - reservedMegabytes) / workerMegabytes),
  );
  const minSpareServers = Math.max(1, Math.floor(maxChildren / 4));
  const maxSpareServers = Math.max(minSpareServers, Math.floor(maxChildren / 2));
  return {
    reservedMegabytes,
    maxChildren,
    minSpareServers,
    maxSpareServers,
    startServers: Math.floor((minSpareServers + maxSpareServers) / 2),
  };
}

function memoryProblem(args: PhpFpmConfigArgs): Problem | undefined {
  const { reservedMegabytes, maxChildren } = poolSize(args);
  const left = Math.max(0, args.memoryMegabytes - reservedMegabytes);
  return maxChildren > 0
    ? undefined
    : {
        path: "workerMegabytes",
        rule: `fit into the ${left} MiB that memoryMegabytes leaves beside reservedMegabytes, ${reservedMegabytes}`,
        actual: describeValue(args.workerMegabytes),
        hint: "Take a larger machine: with no room for one worker, the kernel ends them and every visitor sees Error 502",
      };
}

function makePhpFpm(args: PhpFpmConfigArgs): ServerConfig {
  const { version = "8.2" } = args;
  const service = `php${version}-fpm`;
  const { terminateSeconds } = resolveTimeouts(args);
  // SIGQUIT lets workers end what they do; Debian's unit sends SIGTERM, which does not.
  const policy = restartPolicy(service, terminateSeconds + marginSeconds, ["KillSignal=SIGQUIT"]);
  return {
    files: [
      poolFile(args, version),
      healthScript(args.health),
      rotation(service, args.pool),
      policy,
    ],
    packages: [service],
    commands: [
      `php-fpm${version} -t`,
      "systemctl daemon-reload",
      `systemctl reload-or-restart ${service}`,
    ],
  };
}

/** The pool again, in a file that is read after Debian's: what is said here replaces what was said there, and all else stays. */
function poolFile(args: PhpFpmConfigArgs, version: string): ServerFile {
  const { pool = defaultPool } = args;
  const { requestSeconds, terminateSeconds } = resolveTimeouts(args);
  const path = `/etc/php/${version}/fpm/pool.d/zz-steady-edge-${pool}.conf`;
  const log = `/var/log/php${version}-fpm.${pool}`;
  return file(path, [
    `; ${path}, by steady-edge. It is read after the pool's own file and replaces what that says`,
    "; of the keys below, and of nothing else: user, listen and all others stay. Of php_admin_value and php_admin_flag PHP-FPM",
    "; takes what it reads first: where the pool's own file sets one of those below, that stays, until it is taken out there.",
    "",
    "[global]",
    "; A reload waits for requests that have begun.",
    `process_control_timeout = ${terminateSeconds}s`,
    "",
    `[${pool}]`,
    ...workerLines(args),
    "",
    "; Asked at a socket of its own, so that it answers while every worker is busy.",
    `pm.status_path = ${phpPaths.status}`,
    `pm.status_listen = ${phpPaths.statusListen(pool)}`,
    "",
    "; Processor time first, then the whole time; the web server waits longer than both.",
    `php_admin_value[max_execution_time] = ${requestSeconds}`,
    `request_terminate_timeout = ${terminateSeconds}s`,
    "request_slowlog_timeout = 5s",
    `slowlog = ${log}.slow.log`,
    "",
    "; A script that fails answers 500 and not 200, and says why in the log.",
    "php_admin_flag[display_errors] = off",
    "php_admin_flag[log_errors] = on",
    "catch_workers_output = yes",
    `access.log = ${log}.access.log`,
    `access.format = "${logFormat("phpFpm", "\t")}"`,
  ]);
}

function workerLines(args: PhpFpmConfigArgs): string[] {
  const size = poolSize(args);
  return [
    `; ${args.memoryMegabytes} MiB, of which ${size.reservedMegabytes} for all else; ${args.workerMegabytes} for a worker.`,
    "; dynamic, since it says in the log when all workers are busy; static never does.",
    "pm = dynamic",
    `pm.max_children = ${size.maxChildren}`,
    `pm.start_servers = ${size.startServers}`,
    `pm.min_spare_servers = ${size.minSpareServers}`,
    `pm.max_spare_servers = ${size.maxSpareServers}`,
    `pm.max_requests = ${requestsPerWorker}`,
  ];
}

function healthScript({
  dependencies = [],
  checkFile,
  timeoutSeconds = 3,
}: PhpHealthArgs = {}): ServerFile {
  return file(phpPaths.healthScript, [
    "<?php",
    `// ${phpPaths.healthScript}, by steady-edge: 200 while this pool works and all that it needs takes connections, else 503.`,
    `$until = microtime(true) + ${timeoutSeconds};`,
    "$failed = [];",
    `foreach ([${dependencies.map((each) => `'${each}'`).join(", ")}] as $dependency) {`,
    "    $left = max(0.1, $until - microtime(true));",
    '    $connection = @stream_socket_client("tcp://$dependency", $code, $message, $left);',
    "    if ($connection === false) {",
    '        $failed[] = "$dependency ($message)";',
    "    } else {",
    "        fclose($connection);",
    "    }",
    "}",
    ...(checkFile === undefined
      ? []
      : [`if ((require '${checkFile}') !== true) {`, `    $failed[] = '${checkFile}';`, "}"]),
    "if ($failed !== []) {",
    "    // To the log alone: who asks need not know what is behind.",
    "    error_log('steady-edge health: ' . implode(', ', $failed));",
    "}",
    "http_response_code($failed === [] ? 200 : 503);",
    "header('Content-Type: text/plain');",
    "header('Cache-Control: no-store');",
    'echo $failed === [] ? "ok\\n" : "failed\\n";',
  ]);
}

/** Debian rotates the pool's first log only. */
function rotation(service: string, pool = defaultPool): ServerFile {
  const path = `/etc/logrotate.d/steady-edge-${service}-${pool}`;
  return file(path, [
    `# ${path}, by steady-edge.`,
    `/var/log/${service}.${pool}.access.log /var/log/${service}.${pool}.slow.log {`,
    ...["weekly", "rotate 4", "compress", "delaycompress", "missingok", "notifempty"].map(
      (line) => `  ${line}`,
    ),
    "  postrotate",
    `    /usr/lib/php/${service}-reopenlogs`,
    "  endscript",
    "}",
  ]);
}
