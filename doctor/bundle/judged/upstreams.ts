import { schemes } from "../../../facts/cloudflare/expressionLanguage";
import { defaultHttpPort, defaultHttpsPort } from "../../../facts/cloudflare/ports";
import { everyDirective, named, type Directive } from "../../configuration/directive";
import { levelsOf, type NginxServer } from "../../configuration/nginxServers";
import { socketPath } from "../collect/paths";
import { configurationsOf, type LocalPlace, type Subject } from "./subject";

/** Where a web server hands requests on to on its own host. */
export interface Upstream {
  /** How it is written. */
  readonly name: string;
  /** Whether it is asked over FastCGI. */
  readonly isFastcgi: boolean;
  /** All of the places that it may be at. Only those of this host are judged. */
  readonly places: readonly Place[];
  /** Seconds that the web server waits for its answer; undefined where nothing is said. */
  readonly answer: string | undefined;
}

/** A place of this host, or something elsewhere. */
export type Place = LocalPlace | "elsewhere";

const passes = ["fastcgi_pass", "proxy_pass", "uwsgi_pass", "scgi_pass", "grpc_pass"];

/**
 * Lists where the answering servers hand requests on to.
 * @param subject - The bundle and its target.
 * @returns Each place once.
 */
export function upstreamsOf(subject: Subject): Upstream[] {
  const nginx = subject.servers.flatMap(ofServer);
  const apache = configurationsOf(subject.bundle, "apache").flatMap(({ directives }) =>
    everyDirective(directives).flatMap(ofApache),
  );
  const all = [...nginx, ...apache];
  return all.filter((one, index) => all.findIndex(({ name }) => name === one.name) === index);
}

function ofServer(server: NginxServer): Upstream[] {
  return levelsOf(server).flatMap((levels) =>
    named(levels[0], ...passes).flatMap(({ name, args: [target = ""] }) => {
      const isFastcgi = name === "fastcgi_pass";
      const waits = isFastcgi ? "fastcgi_read_timeout" : "proxy_read_timeout";
      const answer = levels.flatMap((level) => named(level, waits))[0]?.args[0];
      const places = target.includes("$") ? [] : placesOf(target, server.http);
      return places.length === 0 ? [] : [{ name: target, isFastcgi, places, answer }];
    }),
  );
}

function placesOf(target: string, http: readonly Directive[]): Place[] {
  const [, host = ""] = /^(?:[a-z]+:\/\/)?([^/]+)/.exec(target) ?? [];
  const group = named(http, "upstream").find(({ args }) => args[0] === host);
  return group === undefined
    ? [placeOf(target)]
    : named(group.block, "server")
        .filter(({ args }) => !args.includes("down"))
        .map(({ args: [address = ""] }) => placeOf(address));
}

/** Apache's `ProxyPass`, and `SetHandler "proxy:…"`. */
function ofApache({ name, args }: Directive): Upstream[] {
  const isProxy = name === "proxypass" || name === "proxypassmatch";
  const target = isProxy
    ? args.find((arg) => /^(?:https?|fcgi|ajp|wss?|h2c?|unix):/.test(arg))
    : name === "sethandler"
      ? args.find((arg) => arg.startsWith("proxy:"))?.slice("proxy:".length)
      : undefined;
  return target === undefined || target.startsWith("balancer:")
    ? []
    : [
        {
          ...{ name: target, isFastcgi: target.includes("fcgi:"), answer: undefined },
          places: [placeOf(target)],
        },
      ];
}

function placeOf(target: string): Place {
  const path = socketPath(target);
  if (path !== undefined) {
    return { path };
  }
  const [, scheme, host = "", port] =
    /^(?:([a-z]+):\/\/)?(\[[^\]]+\]|[^:/]+)(?::(\d{1,5}))?/.exec(target) ?? [];
  const usual =
    scheme === schemes.encrypted ? defaultHttpsPort : scheme === "fcgi" ? 9000 : defaultHttpPort;
  return /^(?:127\.[\d.]+|localhost|\[::1\])$/.test(host)
    ? { port: Number(port ?? usual) }
    : "elsewhere";
}
