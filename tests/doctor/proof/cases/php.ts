import { mariadbScript, postgresScript, startMariadb, startPostgres } from "../lab/databases";
import type { Lab } from "../lab/lab";
import { phpHandler } from "../lab/apache";
import { phpLocation } from "../lab/nginx";
import type { PhpArgs } from "../lab/php";
import { proofCase, type ProofCase } from "../proofCase";

const socket = "/run/php/php8.2-fpm.sock";
const tcp = "127.0.0.1:9000";
const wait = 'sleep(20); echo "late";';

/** nginx before PHP-FPM. */
async function nginxPhp(lab: Lab, php: PhpArgs, pass = `unix:${socket}`, more = ""): Promise<void> {
  await lab.php(php);
  await lab.nginx({ location: phpLocation(pass, more) });
}

async function apachePhp(lab: Lab, php: PhpArgs, at?: string, main = ""): Promise<void> {
  await lab.php(php);
  await lab.apache({ site: phpHandler(at), main });
}

/** Nobody waits for Debian's 60 s in a proof. */
const waits = "fastcgi_read_timeout 3s; fastcgi_connect_timeout 2s;";

export const phpCases: readonly ProofCase[] = [
  proofCase("PHP-FPM stopped, nginx, socket", "php-fpm-down", async (lab) => {
    await lab.nginx({ location: phpLocation() });
    lab.origin.write("/var/www/site/index.php", "<?php echo 1;");
    lab.origin.run("rm /var/www/site/index.html");
  }),
  proofCase("PHP-FPM killed, its socket left, nginx", "php-fpm-down", async (lab) => {
    const { pid } = await lab.php();
    await lab.nginx({ location: phpLocation() });
    lab.origin.run(`rm -f /var/www/site/index.html; kill -9 ${pid}; pkill -9 php-fpm || true`);
  }),
  proofCase("PHP-FPM stopped, nginx, TCP", "php-fpm-down", async (lab) => {
    await lab.nginx({ location: phpLocation(tcp) });
    lab.origin.write("/var/www/site/index.php", "<?php echo 1;");
    lab.origin.run("rm /var/www/site/index.html");
  }),
  proofCase("PHP-FPM stopped, Apache, socket", "php-fpm-down", async (lab) => {
    await lab.apache({ site: phpHandler() });
    lab.origin.write("/var/www/site/index.php", "<?php echo 1;");
  }),
  proofCase("PHP-FPM stopped, Apache, TCP", "php-fpm-down", async (lab) => {
    await lab.apache({ site: phpHandler(`fcgi://${tcp}`) });
    lab.origin.write("/var/www/site/index.php", "<?php echo 1;");
  }),
  proofCase("PHP-FPM's pool exhausted, socket", "php-fpm-pool-exhausted", async (lab) => {
    await nginxPhp(
      lab,
      { pm: "pm = static\npm.max_children = 2\nlisten.backlog = 2", script: wait },
      `unix:${socket}`,
      waits,
    );
    return { meanwhile: () => lab.load(8, "/index.php") };
  }),
  proofCase("PHP-FPM's pool exhausted, TCP", "php-fpm-pool-exhausted", async (lab) => {
    await nginxPhp(
      lab,
      { listen: tcp, pm: "pm = static\npm.max_children = 2\nlisten.backlog = 2", script: wait },
      tcp,
      waits,
    );
    return { meanwhile: () => lab.load(8, "/index.php") };
  }),
  proofCase("PHP-FPM's dynamic pool exhausted", "php-fpm-pool-exhausted", async (lab) => {
    const pm =
      "pm = dynamic\npm.max_children = 2\npm.start_servers = 1\npm.min_spare_servers = 1\npm.max_spare_servers = 2";
    await nginxPhp(lab, { pm, script: "sleep(2); echo 1;" }, `unix:${socket}`, waits);
    return { meanwhile: () => lab.load(10, "/index.php"), visits: 8 };
  }),
  proofCase("PHP-FPM's pool on demand exhausted, Apache", "php-fpm-pool-exhausted", async (lab) => {
    const pm = "pm = ondemand\npm.max_children = 1";
    await apachePhp(lab, { pm, script: "sleep(2); echo 1;" }, undefined, "ProxyTimeout 3");
    return { meanwhile: () => lab.load(10, "/index.php"), visits: 8 };
  }),
  proofCase(
    "PHP-FPM's socket with the wrong rights, nginx",
    "php-fpm-socket-rights",
    async (lab) => {
      const pool = "listen.owner = root\nlisten.group = root\nlisten.mode = 0660";
      await nginxPhp(lab, { pool });
    },
  ),
  proofCase(
    "PHP-FPM's socket with the wrong rights, Apache",
    "php-fpm-socket-rights",
    async (lab) => {
      await apachePhp(lab, {
        pool: "listen.owner = root\nlisten.group = root\nlisten.mode = 0660",
      });
    },
  ),
  proofCase(
    "request_terminate_timeout under the script's time, nginx",
    "php-fpm-terminates",
    async (lab) => {
      await nginxPhp(
        lab,
        { pool: "request_terminate_timeout = 1s", script: wait },
        `unix:${socket}`,
        "fastcgi_read_timeout 30s;",
      );
    },
  ),
  proofCase(
    "request_terminate_timeout under the script's time, Apache",
    "php-fpm-terminates",
    async (lab) => {
      await apachePhp(lab, { pool: "request_terminate_timeout = 1s", script: wait });
    },
  ),
  proofCase("a worker of PHP-FPM crashes, nginx", "php-fpm-worker-crash", async (lab) => {
    await nginxPhp(lab, { script: "posix_kill(posix_getpid(), 11); sleep(1);" });
  }),
  proofCase("a worker of PHP-FPM crashes, Apache", "php-fpm-worker-crash", async (lab) => {
    await apachePhp(lab, { script: "posix_kill(posix_getpid(), 11); sleep(1);" });
  }),
  proofCase("a worker of PHP-FPM is killed for its memory", "memory-exhausted", async (lab) => {
    const { pid } = await lab.php({
      script:
        'ini_set("memory_limit", "-1"); $all = []; while (true) { $all[] = str_repeat("x", 1000000); }',
    });
    await lab.nginx({ location: phpLocation() });
    lab.limitMemory(pid, 64);
    return { after: () => lab.kernelLog() };
  }),
  proofCase("a script that fails", "application-error", async (lab) => {
    await nginxPhp(lab, { script: 'throw new RuntimeException("no such order");' });
  }),
  proofCase("a script with a fault of syntax, Apache", "application-error", async (lab) => {
    await apachePhp(lab, { script: "function (" });
  }),
  proofCase("a script over memory_limit", "application-memory-limit", async (lab) => {
    await nginxPhp(lab, { script: '$x = str_repeat("x", 500000000);' });
  }),
  proofCase("a script over max_execution_time", "application-time-limit", async (lab) => {
    await nginxPhp(lab, { script: "set_time_limit(1); while (true) { }" });
    return { visits: 1, patience: { answerSeconds: 12 } };
  }),
  proofCase("a file that a script needs is missing", "dependency-missing", async (lab) => {
    await nginxPhp(lab, { script: 'require "/var/www/site/vendor/autoload.php";' });
  }),
  proofCase("a script slower than nginx waits", "upstream-slow", async (lab) => {
    await nginxPhp(
      lab,
      {
        script: wait,
        pool: "request_slowlog_timeout = 1s\nslowlog = /var/log/php8.2-fpm.slow.log",
      },
      `unix:${socket}`,
      waits,
    );
    return { visits: 2 };
  }),
  proofCase("PHP-FPM looks for scripts in another folder", "wrong-root", async (lab) => {
    await lab.php();
    await lab.nginx({
      location: phpLocation().replaceAll(
        "$document_root$fastcgi_script_name",
        "/var/www/old$fastcgi_script_name",
      ),
    });
  }),
  proofCase("PHP's disk is full", "disk-full", async (lab) => {
    await nginxPhp(lab, {
      script:
        'if (file_put_contents("/srv/small/page", str_repeat("x", 4000000)) === false || filesize("/srv/small/page") < 4000000) { throw new RuntimeException("no page"); }',
    });
    lab.smallDisk("/srv/small");
  }),
  proofCase("MariaDB down", "database-down", async (lab) => {
    await nginxPhp(lab, { script: mariadbScript() });
  }),
  proofCase("MariaDB with too many connections", "database-connections", async (lab) => {
    await startMariadb(lab.origin, ["--max-connections=10"]);
    await nginxPhp(lab, { script: mariadbScript() });
    lab.holdMariadb(12);
  }),
  proofCase("MariaDB with another password", "database-access", async (lab) => {
    await startMariadb(lab.origin);
    await nginxPhp(lab, { script: mariadbScript("wrong") });
  }),
  proofCase("MariaDB's address goes unanswered", "database-unreachable", async (lab) => {
    lab.in("origin", "iptables -A OUTPUT -p tcp --dport 3306 -j DROP");
    await nginxPhp(
      lab,
      { script: `ini_set("default_socket_timeout", 2); ${mariadbScript("right", "10.64.9.9")}` },
      `unix:${socket}`,
      "fastcgi_read_timeout 5s;",
    );
  }),
  proofCase("PostgreSQL down", "database-down", async (lab) => {
    await nginxPhp(lab, { script: postgresScript() });
  }),
  proofCase("PostgreSQL with too many connections", "database-connections", async (lab) => {
    await startPostgres(lab.origin, [
      "-c",
      "max_connections=5",
      "-c",
      "superuser_reserved_connections=1",
    ]);
    await nginxPhp(lab, { script: postgresScript() });
    lab.holdPostgres(4);
  }),
  proofCase("PostgreSQL with another password", "database-access", async (lab) => {
    await startPostgres(lab.origin);
    await nginxPhp(lab, { script: postgresScript("wrong") });
  }),
];
