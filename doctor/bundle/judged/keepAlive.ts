import { originConnectionLimits } from "../../../facts/cloudflare/timeouts";
import { serverTimeouts } from "../../../facts/servers/timeouts";
import { named } from "../../configuration/directive";
import { inForce, secondsOf } from "../../configuration/nginxServers";
import type { Evidence } from "../../evidence";
import type { Judge, Subject } from "./subject";
import { configurationsOf } from "./subject";

const cloudflareIdle = originConnectionLimits.idle.seconds;

/** Requests on a connection below which closing it is no longer rare. The servers' own defaults are 100 and 1000. */
const fewRequests = 100;

/** Whether connections are kept for as long as Cloudflare keeps them. */
export const judgeKeepAlive: Judge = (subject) => [...ofNginx(subject), ...ofApache(subject)];

function ofNginx(subject: Subject): Evidence[] {
  return subject.servers.flatMap(({ at, block, http }) => {
    const levels = [block, http];
    const idle = secondsOf(inForce(levels, "keepalive_timeout")[0]?.args[0]);
    const requests = inForce(levels, "keepalive_requests")[0]?.args[0];
    const seconds = idle ?? serverTimeouts.nginxIdle.defaultSeconds;
    return judged(subject, `nginx, ${at}`, seconds, Number(requests ?? Number.NaN));
  });
}

function ofApache(subject: Subject): Evidence[] {
  return configurationsOf(subject.bundle, "apache").flatMap(({ directives, root }) => {
    const value = (name: string): string | undefined => named(directives, name).at(-1)?.args[0];
    const isOff = /^off$/i.test(value("keepalive") ?? "");
    const [, idle, unit] = /^(\d{1,9})(ms)?$/.exec(value("keepalivetimeout") ?? "") ?? [];
    const set = idle === undefined ? undefined : Number(idle) / (unit === undefined ? 1 : 1000);
    const seconds = isOff ? 0 : (set ?? serverTimeouts.apacheIdle.defaultSeconds);
    const requests = Number(value("maxkeepaliverequests") ?? Number.NaN);
    return judged(subject, `Apache, ${root}`, seconds, requests);
  });
}

function judged({ told }: Subject, at: string, idleSeconds: number, requests: number): Evidence[] {
  const idle = told("keep-alive", at, "setting");
  const limit = told("keep-alive-requests", at, "setting");
  const isFew = requests > 0 && requests < fewRequests;
  const ofLimit = isFew
    ? [limit.fail(`closes connections after ${requests} requests`, ["keep-alive-limit"])]
    : [];
  if (idleSeconds === 0) {
    // What is closed after every answer, and says so, is not closed under a request.
    return [idle.pass("keeps no connection", ["keep-alive-too-short"])];
  }
  const seen = `keeps idle connections for ${idleSeconds} s; Cloudflare keeps them for ${cloudflareIdle} s`;
  return [
    idleSeconds < cloudflareIdle ? idle.fail(seen, ["keep-alive-too-short"]) : idle.pass(seen),
    ...ofLimit,
  ];
}
