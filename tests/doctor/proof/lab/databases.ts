import { cpSync, existsSync } from "node:fs";
import type { Host, Running } from "./host";
import { until } from "./host";

/** Where data directories are found that were made once. */
export const templates = "/mnt";

/** Starts MariaDB with a database `site` and its user `site`, whose password is `right`. */
export async function startMariadb(host: Host, more: readonly string[] = []): Promise<Running> {
  if (!existsSync("/var/lib/mysql/mysql")) {
    cpSync(`${templates}/mariadb`, "/var/lib/mysql", { recursive: true });
  }
  host.run("chown -R www-data /var/lib/mysql /run/mysqld /var/log/mysql");
  const running = await host.serve(
    "mariadbd",
    [
      ...["--no-defaults", "--user=www-data", "--datadir=/var/lib/mysql"],
      ...["--socket=/run/mysqld/mysqld.sock", "--pid-file=/run/mysqld/pid"],
      ...["--bind-address=127.0.0.1", "--log-error=/var/log/mysql/error.log", "--log-warnings=4"],
      ...["--innodb-buffer-pool-size=16M", "--skip-name-resolve", ...more],
    ],
    3306,
  );
  host.run(
    `mariadb --no-defaults --socket=/run/mysqld/mysqld.sock -e "create database if not exists site; create user if not exists site@'127.0.0.1' identified by 'right'; grant all on site.* to site@'127.0.0.1'"`,
  );
  return running;
}

/** What a script of PHP does with MariaDB. */
export const mariadbScript = (
  password = "right",
  host = "127.0.0.1",
  after = 'echo "It works";',
): string =>
  `$db = new mysqli("${host}", "site", "${password}", "site"); $db->query("select 1"); ${after}`;

/** Starts PostgreSQL with a database `site` and its user `site`, whose password is `right`. */
export async function startPostgres(host: Host, more: readonly string[] = []): Promise<Running> {
  if (!existsSync("/var/lib/postgresql/data")) {
    cpSync(`${templates}/postgresql`, "/var/lib/postgresql/data", { recursive: true });
  }
  host.run(
    "chown -R postgres /var/lib/postgresql /var/log/postgresql; mkdir -p /run/postgresql; chown postgres /run/postgresql; chmod 700 /var/lib/postgresql/data; touch /var/log/postgresql/postgresql-15-main.log; chown postgres /var/log/postgresql/*",
  );
  host.write(
    "/var/lib/postgresql/data/pg_hba.conf",
    "local all all trust\nhost all all 127.0.0.1/32 scram-sha-256\n",
  );
  const running = host.start(
    "setpriv",
    [
      ...["--reuid=postgres", "--regid=postgres", "--clear-groups"],
      ...["/usr/lib/postgresql/15/bin/postgres", "-D", "/var/lib/postgresql/data"],
      ...["-c", "fsync=off", "-c", "listen_addresses=127.0.0.1"],
      ...["-c", "unix_socket_directories=/run/postgresql", ...more],
    ],
    "/var/log/postgresql/postgresql-15-main.log",
  );
  await until(() => host.isListening(5432), "PostgreSQL");
  host.run(
    `psql -qh /run/postgresql -U postgres -c "create role site login password 'right'" -c "create database site owner site" 2>&1 || true`,
  );
  return running;
}

/** What a script of PHP does with PostgreSQL. */
export const postgresScript = (password = "right", host = "127.0.0.1"): string =>
  `$db = new PDO("pgsql:host=${host};dbname=site;connect_timeout=3", "site", "${password}"); $db->query("select 1"); echo "It works";`;
