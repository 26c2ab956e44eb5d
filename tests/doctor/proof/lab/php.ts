import type { Host, Running } from "./host";

/** A pool of PHP-FPM, and the script that answers. */
export interface PhpArgs {
  /** Socket or address. */
  readonly listen?: string;
  /** Lines of the pool in place of those of its processes. */
  readonly pm?: string;
  /** More lines of the pool. */
  readonly pool?: string;
  /** `/index.php`, without its opening tag. */
  readonly script?: string;
}

/** As Debian's www.conf has it. */
const debianPm = `pm = dynamic
pm.max_children = 5
pm.start_servers = 2
pm.min_spare_servers = 1
pm.max_spare_servers = 3`;

/** Writes the pool and the script. */
function writePhp(host: Host, args: PhpArgs = {}): void {
  const { listen = "/run/php/php8.2-fpm.sock", pm = debianPm, pool = "" } = args;
  host.write("/var/www/site/index.php", `<?php ${args.script ?? 'echo "It works";'}\n`);
  host.write(
    "/etc/php/8.2/fpm/pool.d/www.conf",
    `[www]
user = www-data
group = www-data
listen = ${listen}
${pool.includes("listen.owner") ? "" : "listen.owner = www-data\nlisten.group = www-data"}
${pm}
${pool}
`,
  );
}

/** Starts PHP-FPM, and waits until it listens. */
export function startPhp(host: Host, args: PhpArgs = {}): Promise<Running> {
  writePhp(host, args);
  const { listen = "/run/php/php8.2-fpm.sock" } = args;
  const port = /:(\d+)$/.exec(listen)?.[1];
  return host.serve("php-fpm8.2", ["--nodaemonize"], port === undefined ? listen : Number(port));
}
