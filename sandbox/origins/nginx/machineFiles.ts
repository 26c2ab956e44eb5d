import type { ServerFile } from "../../../servers/serverConfig";
import type { OriginBehaviour } from "../origins";
import type { DeclaredPlace } from "../places";
import type { ServedTls } from "../server/served";
import { application, applicationFile, toldFile, type ApplicationBehaviour } from "./application";
import { certificateFiles, poolSocket } from "./declaredConfig";

/** Texts by their path in the folder of a machine. */
export type MachineFiles = Readonly<Record<string, string>>;

/** What a machine with nginx and PHP-FPM is from its start. */
export interface NginxSetup {
  /** Absolute path of the folder that stands for its root. */
  readonly folder: string;
  readonly phpVersion: string;
  /** Modelled seconds in a real one. */
  readonly speed: number;
  readonly place: DeclaredPlace;
  /** What this library writes for it. */
  readonly declared: readonly ServerFile[];
  /** Loopback ports on which nginx listens, one for each target of a load balancer. */
  readonly ports: readonly number[];
}

/** Folders of the machine that are in the texts. */
const places =
  /(?<![\w./-])\/(etc\/(?:nginx|php|ssl)|var\/(?:log|www)|run|usr\/share\/steady-edge)(?=[/\s;"':]|$)/gm;

/**
 * The files that stay as they are.
 * @param setup - The machine.
 */
export function baseFiles(setup: NginxSetup): MachineFiles {
  const { folder, phpVersion } = setup;
  return {
    "etc/nginx/nginx.conf": nginxBase(folder),
    "etc/nginx/fastcgi_params": fastcgiParams,
    [`etc/php/${phpVersion}/fpm/php-fpm.conf`]: fpmBase(folder, phpVersion),
    [`etc/php/${phpVersion}/fpm/pool.d/www.conf`]: poolBase(folder, phpVersion),
    [applicationFile]: application,
    "var/log/nginx/.keep": "",
    "run/php/.keep": "",
  };
}

/**
 * What this library writes for the machine, in its folder and in modelled time.
 * @param setup - The machine.
 * @param behaviour - What was told otherwise of it.
 */
export function declaredFiles(setup: NginxSetup, behaviour: OriginBehaviour): MachineFiles {
  const used = setup.declared.filter(({ path }) => !/^\/etc\/(systemd|logrotate\.d)\//.test(path));
  return Object.fromEntries(
    used.map(({ path, text }) => {
      const isPool = path.includes("/pool.d/");
      const told = isPool ? withWorkers(text, behaviour) : withKeepAlive(text, behaviour);
      const timed = isPool ? poolTimes(told, setup.speed) : nginxTimes(told, setup.speed);
      return [path.slice(1), listening(timed, setup.ports).replace(places, `${setup.folder}/$1`)];
    }),
  );
}

/**
 * Its certificate and key, and whose client certificates it takes.
 * @param tls - How it shows itself.
 */
export function tlsFiles({ certificate, key, clientAuthority = "" }: ServedTls): MachineFiles {
  return {
    [certificateFiles.certificate.slice(1)]: certificate,
    [certificateFiles.key.slice(1)]: key,
    [certificateFiles.clientAuthority.slice(1)]: clientAuthority,
  };
}

/**
 * What its application is told.
 * @param setup - The machine.
 * @param behaviour - What was told otherwise of it.
 */
export function applicationFiles(
  { place, speed }: NginxSetup,
  { status = 0, healthStatus = 0, delaySeconds = 0, ...others }: OriginBehaviour,
): MachineFiles {
  const { headerBytes = 0, truncates = false, crashes = false } = others;
  const told: ApplicationBehaviour = {
    ...{ status: status || null, healthStatus: healthStatus || null, headerBytes, truncates },
    ...{ crashes, delayMilliseconds: (delaySeconds * 1000) / speed, health: place.health },
  };
  return { [toldFile]: JSON.stringify(told) };
}

/** nginx takes milliseconds, so that its times run as fast as all others. */
function nginxTimes(text: string, speed: number): string {
  return text.replace(
    /\b(\w*timeout) (\d+)s;/g,
    (_, name: string, seconds: string) =>
      `${name} ${Math.max(1, Math.round((Number(seconds) * 1000) / speed))}ms;`,
  );
}

/** PHP-FPM takes whole seconds: they are cut, so that it still gives up before nginx does, and are one at least. */
function poolTimes(text: string, speed: number): string {
  return text.replace(
    /^(\w*timeout) = (\d+)s$/gm,
    (_, name: string, seconds: string) =>
      `${name} = ${Math.max(1, Math.floor(Number(seconds) / speed))}s`,
  );
}

function withKeepAlive(
  text: string,
  { keepAliveSeconds, keepAliveRequests }: OriginBehaviour,
): string {
  const server = keepAliveSeconds === undefined ? "$&" : `keepalive_timeout ${keepAliveSeconds}s;`;
  const requests =
    keepAliveRequests === undefined || keepAliveRequests === 0
      ? "$&"
      : `keepalive_requests ${keepAliveRequests};`;
  return text
    .replace(/^keepalive_timeout \d+s;/m, server)
    .replace(/^keepalive_requests \d+;/m, requests);
}

function withWorkers(text: string, { workers = 0 }: OriginBehaviour): string {
  return workers === 0
    ? text
    : text
        .replace(/^(pm\.max_children) = \d+$/m, `$1 = ${workers}`)
        .replace(/^(pm\.(?:start|min_spare|max_spare)_servers) = \d+$/gm, "$1 = 1");
}

function listening(text: string, ports: readonly number[]): string {
  return text
    .replace(/^ *listen \[::\]:.*\n/m, "")
    .replace(/^( *)listen (?:443( ssl)|80);/m, (_, indent: string, ssl = "") =>
      ports.map((port) => `${indent}listen 127.0.0.1:${port}${ssl};`).join("\n"),
    );
}

/** Paths of nginx's own, without which it writes to those of the system; the log tells when it has read its configuration. */
function nginxBase(folder: string): string {
  const kinds = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
  const paths = kinds.map((kind) => `  ${kind}_temp_path ${folder}/run/${kind};`);
  return `daemon off;
worker_processes 1;
pid ${folder}/run/nginx.pid;
error_log ${folder}/var/log/nginx/error.log notice;
events { worker_connections 1024; }
http {
  access_log off;
${paths.join("\n")}
  include ${folder}/etc/nginx/conf.d/*.conf;
}
`;
}

/** Source: Debian's fastcgi_params, as far as PHP asks for it. */
const fastcgiParams = `fastcgi_param QUERY_STRING $query_string;
fastcgi_param REQUEST_METHOD $request_method;
fastcgi_param CONTENT_TYPE $content_type;
fastcgi_param CONTENT_LENGTH $content_length;
fastcgi_param SCRIPT_NAME $fastcgi_script_name;
fastcgi_param REQUEST_URI $request_uri;
fastcgi_param DOCUMENT_ROOT $document_root;
fastcgi_param SERVER_PROTOCOL $server_protocol;
fastcgi_param REMOTE_ADDR $remote_addr;
fastcgi_param SERVER_NAME $server_name;
`;

function fpmBase(folder: string, phpVersion: string): string {
  return `[global]
pid = ${folder}/run/php/fpm.pid
error_log = ${folder}/var/log/php-fpm.log
daemonize = no
include = ${folder}/etc/php/${phpVersion}/fpm/pool.d/*.conf
`;
}

/** What Debian's own file of the pool says and this library's leaves: the rest of its keys is replaced. */
function poolBase(folder: string, phpVersion: string): string {
  return `[www]
listen = ${folder}${poolSocket(phpVersion)}
pm = dynamic
pm.max_children = 5
pm.start_servers = 2
pm.min_spare_servers = 1
pm.max_spare_servers = 3
`;
}
