import { everyDirective, named } from "../../configuration/directive";
import type { Evidence } from "../../evidence";
import type { Judge, Subject } from "./subject";
import { configurationsOf } from "./subject";

/** Where nobody sets them. Source: nginx docs, ngx_core_module (worker_connections); Apache docs, mpm_common (MaxRequestWorkers). */
const defaults = { connections: 512, prefork: 256, threaded: 400 } as const;

/** The share of its connections from which a worker of nginx has none left: it closes idle ones before. */
const reached = 0.97;

/** Whether the web server has a free connection, or a free worker. */
export const judgeSlots: Judge = (subject) => [...ofNginx(subject), ...ofApache(subject)];

function ofNginx(subject: Subject): Evidence[] {
  const { bundle, told } = subject;
  const [configuration] = configurationsOf(bundle, "nginx");
  if (configuration === undefined) {
    return [];
  }
  const events = named(configuration.directives, "events").flatMap(({ block = [] }) => block);
  const set = named(events, "worker_connections").at(-1)?.args[0];
  const most = Number(set ?? defaults.connections);
  const workers = (bundle.processes ?? []).filter(
    ({ title = "" }) => title === "nginx: worker process",
  );
  const { pass, fail, unknown } = told("worker-connections", "nginx");
  const limits = workers.flatMap(({ mostFiles }) => (mostFiles === undefined ? [] : [mostFiles]));
  const low = limits.filter((limit) => limit < most);
  const allowed = low
    .slice(0, 1)
    .map((limit) =>
      told("worker-connections-limit", "nginx", "setting").fail(
        `worker_connections ${most} is more than the ${limit} files that a worker may open`,
        ["open-files-exhausted"],
      ),
    );
  const dropped = ofDropped(subject);
  const open = workers.flatMap(({ files }) => (files === undefined ? [] : [files.sockets]));
  if (open.length === 0) {
    return [unknown("the connections of its workers were not seen"), ...allowed, ...dropped];
  }
  const seen = `${Math.max(...open)} of at most ${most} connections are open in its busiest worker`;
  return [
    Math.max(...open) >= reached * most ? fail(seen, ["web-server-slots"]) : pass(seen),
    ...allowed,
    ...dropped,
  ];
}

/** nginx accepts what it then has no connection for. Since when, it does not say. Source: nginx docs, ngx_http_stub_status_module (handled). */
function ofDropped({ bundle: { nginxConnections }, told }: Subject): Evidence[] {
  if (nginxConnections === undefined) {
    return [];
  }
  const { active, dropped } = nginxConnections;
  const { pass, fail } = told("dropped-connections", "nginx", "setting");
  return [
    dropped > 0
      ? fail(
          `${dropped} connections were accepted and dropped since it started; ${active} are open`,
          ["web-server-slots"],
        )
      : pass(`none of its connections was dropped since it started; ${active} are open`),
  ];
}

function ofApache(subject: Subject): Evidence[] {
  const { bundle, told } = subject;
  const [configuration] = configurationsOf(bundle, "apache");
  if (configuration === undefined) {
    return [];
  }
  const { pass, fail, unknown } = told("request-workers", "Apache");
  const directives = everyDirective(configuration.directives);
  const isPrefork = named(directives, "loadmodule").some(
    ({ args }) => args[0] === "mpm_prefork_module",
  );
  const set = named(directives, "maxrequestworkers", "maxclients");
  const most = Number(set.at(-1)?.args[0] ?? (isPrefork ? defaults.prefork : defaults.threaded));
  const workers = bundle.apacheWorkers;
  if (workers !== undefined) {
    const seen = `${workers.busy} of at most ${most} workers are busy, ${workers.idle} idle`;
    return [
      workers.idle === 0 && workers.busy >= most ? fail(seen, ["web-server-slots"]) : pass(seen),
    ];
  }
  // Of prefork each worker is a process; while all are busy the status page waits with the visitors.
  const children = (bundle.processes ?? []).filter(
    ({ name, parent }) =>
      /^(?:apache2|httpd)/.test(name) &&
      (bundle.processes ?? []).some((one) => one.id === parent && one.name === name),
  ).length;
  const waits = (bundle.listeners ?? []).some(
    ({ port, waiting }) => port === subject.target.port && (waiting?.least ?? 0) > 0,
  );
  return isPrefork && children >= most && waits
    ? [fail(`all ${most} workers are there, and connections wait`, ["web-server-slots"])]
    : [unknown("how many of its workers are busy was not seen")];
}
