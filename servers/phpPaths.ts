/** The name of Debian's own pool. */
export const defaultPool = "www";

/** Where the web servers find what the configuration of PHP-FPM puts down. */
export const phpPaths = {
  /** The script that answers the health check. */
  healthScript: "/usr/share/steady-edge/health.php",
  /** The socket of a pool's status page, which answers while every worker is busy. */
  statusListen: (pool: string): string => `/run/php/steady-edge-status-${pool}.sock`,
  /** The path of the status page. */
  status: "/fpm-status",
} as const;
