import { failsOver, remedy, webServerLogs } from "./remedy";

const orders = [
  "nginxConfig",
  "it puts the timeouts of web server, application and PHP-FPM in order, each longer than the one behind it",
] as const;

/** What stands behind the web server. */
export const upstreamRemedies = {
  "upstream-down": remedy("Start the application, and see why it ended", {
    commands: [
      "ss -ltnp",
      "systemctl status SERVICE",
      "journalctl -u SERVICE -n 50 --no-pager",
      "pm2 list",
    ],
    settings: [
      "systemd: Restart=always of the service",
      "nginx: the address and port of proxy_pass",
    ],
    by: ["nodeConfig", "its unit starts the program again, whatever ended it"],
  }),
  "upstream-unreachable": remedy(
    "Lead the web server to an address that answers, and let it through",
    {
      commands: ["sudo nginx -T | grep -nE 'proxy_pass|server '", "nc -vz HOST PORT"],
      settings: ["security group of the application: the web server's on its port"],
      by: failsOver,
    },
  ),
  "upstream-slow": remedy("Find what the application waits for: a query, another service, a lock", {
    commands: [
      "curl -sS -o /dev/null -w '%{time_starttransfer}\\n' http://127.0.0.1:PORT/",
      webServerLogs,
      "mysql -e 'SHOW FULL PROCESSLIST'",
    ],
    settings: ["nginx: proxy_read_timeout or fastcgi_read_timeout, below Cloudflare's 120 seconds"],
    by: orders,
  }),
  "upstream-closes-early": remedy(
    "Let the application keep idle connections longer than the web server, and see whether it crashes",
    {
      commands: ["journalctl -u SERVICE -n 50 --no-pager", webServerLogs],
      settings: [
        "Node: server.keepAliveTimeout above the keepalive_timeout of nginx's upstream",
        "gunicorn: --keep-alive, and --timeout above the slowest request",
      ],
      by: ["nodeConfig", "its keep-alive is longer than that of whoever asks"],
    },
  ),
  "upstream-resets": remedy("See in the application's log what ended it within a request", {
    commands: [
      "journalctl -u SERVICE -n 50 --no-pager",
      "journalctl -k --grep 'segfault|Out of memory' --no-pager",
      webServerLogs,
    ],
    by: failsOver,
  }),
  "upstream-malformed": remedy("Ask the application in the language that it speaks", {
    commands: [
      "curl -sSv http://127.0.0.1:PORT/",
      "sudo nginx -T | grep -nE 'proxy_pass|fastcgi_pass|uwsgi_pass'",
    ],
    settings: [
      "nginx: fastcgi_pass for PHP-FPM, proxy_pass http:// or https:// as the application listens",
    ],
    by: ["nginxConfig", "it writes the way to PHP-FPM or to the application"],
  }),
  "upstream-headers-too-large": remedy("Set fewer cookies, or give the web server larger buffers", {
    commands: ["curl -sS -o /dev/null -D - http://127.0.0.1:PORT/ | wc -c", "sudo nginx -t"],
    settings: [
      "nginx: proxy_buffer_size 16k, proxy_buffers 8 16k, proxy_busy_buffers_size 32k",
      "nginx, PHP: fastcgi_buffer_size 16k, fastcgi_buffers 8 16k",
    ],
    by: failsOver,
  }),
  "upstream-tls": remedy(
    "Give the application a certificate that the web server trusts, for the name that it asks for",
    {
      commands: ["openssl s_client -connect HOST:PORT -servername UPSTREAM </dev/null"],
      settings: ["nginx: proxy_ssl_trusted_certificate, proxy_ssl_name, proxy_ssl_server_name on"],
      by: failsOver,
    },
  ),
  "upstream-name-unresolved": remedy("Let the web server resolve the application's name", {
    commands: ["getent hosts UPSTREAM", "resolvectl query UPSTREAM", "sudo nginx -t"],
    settings: ["nginx: resolver, and the name in a variable, where the address changes"],
    by: failsOver,
  }),
  "php-fpm-down": remedy("Start PHP-FPM, and lead the web server to the socket that it has", {
    commands: [
      "systemctl status 'php*-fpm'",
      "ss -lxp | grep php",
      "sudo nginx -T | grep -n fastcgi_pass",
      "sudo systemctl restart 'php*-fpm'",
    ],
    settings: ["pool: listen, the same as nginx's fastcgi_pass: it changes with PHP's version"],
    by: ["phpFpmConfig", "its unit starts PHP-FPM again, whatever ended it"],
  }),
  "php-fpm-pool-exhausted": remedy(
    "Give the pool more workers as the memory allows, and find what holds them",
    {
      commands: [
        "grep -r max_children /var/log/php*-fpm.log",
        "ps -C php-fpm8.2 -o pid,rss,etime --sort=-etime | head",
        "sudo php-fpm8.2 -tt",
      ],
      settings: ["pool: pm.max_children", "pool: request_slowlog_timeout = 5s with slowlog"],
      by: ["phpFpmConfig", "it counts workers by the machine's memory and by what a worker takes"],
    },
  ),
  "php-fpm-socket-rights": remedy("Let the web server's user open PHP-FPM's socket", {
    commands: ["ls -l /run/php/", "ps -o user= -C nginx", "sudo systemctl reload 'php*-fpm'"],
    settings: [
      "pool: listen.owner, listen.group and listen.mode = 0660, for the web server's user",
      "pool at a port: listen.allowed_clients with the address that the web server asks from",
    ],
    by: failsOver,
  }),
  "php-fpm-terminates": remedy(
    "Make the script quicker, or let it have longer than PHP-FPM does today",
    {
      commands: [
        "grep -rE 'execution timed out|terminating' /var/log/php*-fpm.log",
        "sudo php-fpm8.2 -tt",
      ],
      settings: [
        "pool: request_terminate_timeout, above max_execution_time and below nginx's fastcgi_read_timeout",
      ],
      by: ["phpFpmConfig", "its timeouts are in order with the web server's"],
    },
  ),
  "php-fpm-worker-crash": remedy(
    "Find the extension that crashes PHP: opcache and its like first",
    {
      commands: [
        "grep -rE 'SIGSEGV|SIGBUS|SIGKILL' /var/log/php*-fpm.log",
        "journalctl -k --grep 'segfault|Out of memory' --no-pager",
        "php -m",
      ],
      settings: ["PHP: opcache.jit = off; extensions out one by one"],
      by: failsOver,
    },
  ),
  "application-error": remedy(
    "Read the first error of the application's log, and take back what was changed last",
    {
      commands: [
        "tail -n 50 wp-content/debug.log",
        "tail -n 50 storage/logs/laravel.log",
        "journalctl -u SERVICE -n 50 --no-pager",
        "wp plugin list --status=active",
      ],
      settings: [
        "WordPress: wp plugin deactivate PLUGIN, one by one",
        "Laravel: php artisan config:clear after a change of .env",
      ],
      by: failsOver,
    },
  ),
  "application-memory-limit": remedy("Find what takes the memory, or raise the limit", {
    commands: [
      "grep -r 'Allowed memory size' /var/log /var/www --include=*.log",
      "php -r 'echo ini_get(\"memory_limit\");'",
    ],
    settings: ["PHP: memory_limit", "WordPress: WP_MEMORY_LIMIT"],
    by: failsOver,
  }),
  "application-time-limit": remedy("Make the script quicker, or take it out of the request", {
    commands: ["grep -r 'Maximum execution time' /var/log /var/www --include=*.log"],
    settings: ["PHP: max_execution_time, below PHP-FPM's and the web server's timeouts"],
    by: orders,
  }),
  "dependency-missing": remedy("Install what is missing, with the versions that are locked", {
    commands: ["composer install --no-dev", "npm ci --omit=dev", "php -m"],
    settings: ["deploy into a folder of its own, and switch over when it is whole"],
    by: failsOver,
  }),
  "node-heap-exhausted": remedy("Find the leak, or give Node more heap", {
    commands: [
      "journalctl -u SERVICE --grep 'heap out of memory' --no-pager",
      "ps -C node -o pid,rss,etime",
    ],
    settings: ["NODE_OPTIONS=--max-old-space-size=MEGABYTES, below the machine's memory"],
    by: ["nodeConfig", "its unit starts the program again, whatever ended it"],
  }),
  "database-down": remedy("Start the database, and see why it ended", {
    commands: [
      "systemctl status mariadb mysql postgresql",
      "journalctl -u mariadb -u mysql -u postgresql -n 50 --no-pager",
      "df -h /var/lib/mysql /var/lib/postgresql",
    ],
    by: failsOver,
  }),
  "database-unreachable": remedy(
    "Lead the application to the database's address, and let it through",
    {
      commands: ["nc -vz HOST 3306", "nc -vz HOST 5432", "getent hosts HOST"],
      settings: ["security group of the database: the application's on its port"],
      by: failsOver,
    },
  ),
  "database-connections": remedy("Close connections that are not used, pool them, or allow more", {
    commands: [
      "mysql -e \"SHOW STATUS LIKE 'Threads_connected'; SHOW VARIABLES LIKE 'max_connections'\"",
      "psql -c 'SELECT state, count(*) FROM pg_stat_activity GROUP BY state'",
    ],
    settings: [
      "MariaDB, MySQL, PostgreSQL: max_connections, above workers times machines",
      "PostgreSQL: PgBouncer; RDS: RDS Proxy",
    ],
    by: ["phpFpmConfig", "the number of workers, and with it of connections, has a bound"],
  }),
  "database-access": remedy("Give the application the password and the database that there are", {
    commands: ["mysql -u USER -p -h HOST DATABASE", "psql -h HOST -U USER DATABASE"],
    settings: [
      "WordPress: DB_NAME, DB_USER, DB_PASSWORD and DB_HOST in wp-config.php",
      "Laravel: DB_* in .env, then php artisan config:clear",
    ],
    by: failsOver,
  }),
  "cache-down": remedy("Start the cache, or let the application go on without it", {
    commands: ["redis-cli ping", "systemctl status redis-server memcached"],
    settings: [
      "WordPress: wp-content/object-cache.php away until it is back",
      "Laravel: CACHE_STORE and SESSION_DRIVER",
    ],
    by: failsOver,
  }),
} as const;
