import { apacheHosts } from "../../configuration/apacheHosts";
import { everyDirective, named, type Directive } from "../../configuration/directive";
import { inForce, type NginxServer } from "../../configuration/nginxServers";
import type { Evidence } from "../../evidence";
import type { Judge, Subject } from "./subject";
import { configurationsOf } from "./subject";

/** Whether the folder of the site is there. */
export const judgeRoots: Judge = (subject) => [
  ...subject.servers.flatMap(rootsOf).flatMap((root) => ofRoot(subject, root, subject.isCertain)),
  ...apacheRoots(subject).flatMap(({ root, isCertain }) => ofRoot(subject, root, isCertain)),
];

/** Directives that answer without a file. */
const answers = ["proxy_pass", "uwsgi_pass", "scgi_pass", "grpc_pass", "return", "alias"];

/** The root of a server, where something in it is answered from files. */
function rootsOf(server: NginxServer): Directive[] {
  const whole = [server.block, server.http];
  const start = named(server.block, "location").find(({ args }) => args.at(-1) === "/")?.block;
  const levels = start === undefined ? whole : [start, ...whole];
  const isAnswered = levels.slice(0, -1).some((level) => named(level, ...answers).length > 0);
  return isAnswered ? [] : inForce(levels, "root").slice(0, 1);
}

/** Of Apache the folders of the hosts that bear the name, or of all where none does. */
function apacheRoots({ bundle, target }: Subject): { root: Directive; isCertain: boolean }[] {
  return configurationsOf(bundle, "apache").flatMap(({ directives }) => {
    const { all, asked } = apacheHosts(directives, target.hostname);
    const among = asked.length > 0 ? asked : [directives, ...all];
    return among
      .filter((host) => !everyDirective(host).some(isWholeProxy))
      .flatMap((host) =>
        named(host, "documentroot")
          .slice(-1)
          .map((root) => ({ root, isCertain: asked.length > 0 || all.length < 2 })),
      );
  });
}

function isWholeProxy({ name, args }: Directive): boolean {
  return (name === "proxypass" && args[0] === "/") || name === "redirect";
}

function ofRoot({ bundle, told }: Subject, root: Directive, isCertain: boolean): Evidence[] {
  const { args, at } = root;
  const [path = ""] = args;
  const { pass, fail } = told("root", at, isCertain ? "experiment" : "setting");
  const place = bundle.paths.find((one) => one.path === path);
  const kind = place?.kind ?? "unreadable";
  if (kind === "unreadable") {
    return [];
  }
  return kind === "folder"
    ? [pass(`${path} is there`)]
    : [fail(`${path} is ${kind === "missing" ? "not there" : "no folder"}`, ["wrong-root"])];
}
