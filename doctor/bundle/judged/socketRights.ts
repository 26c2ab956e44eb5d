import { named } from "../../configuration/directive";
import type { Evidence } from "../../evidence";
import type { Bundle } from "../format";
import type { Judge, Subject } from "./subject";
import { configurationsOf } from "./subject";
import { upstreamsOf } from "./upstreams";

type Place = Bundle["paths"][number];
type Process = NonNullable<Bundle["processes"]>[number];

/** Whether the web server's workers may open the sockets that they hand requests on to. */
export const judgeSocketRights: Judge = (subject) => {
  const upstreams = upstreamsOf(subject);
  const paths = upstreams.flatMap(({ places }) =>
    places.flatMap((place) => (place !== "elsewhere" && "path" in place ? [place.path] : [])),
  );
  return [...new Set(paths)].flatMap((path) => ofOne(subject, path));
};

function ofOne(subject: Subject, path: string): Evidence[] {
  const { bundle, told } = subject;
  const { pass, fail, unknown } = told("socket-rights", path);
  const socket = bundle.paths.find((one) => one.path === path);
  const worker = workerOf(bundle);
  if (socket?.kind !== "socket") {
    return [];
  }
  if (worker === undefined) {
    return [unknown("the workers of the web server were not seen")];
  }
  if (hasLists(bundle, path)) {
    return [unknown("who may open it is said by access lists, which are not read")];
  }
  const above = bundle.paths.filter(
    (one) =>
      one.kind === "folder" && `${path}/`.startsWith(one.path === "/" ? "/" : `${one.path}/`),
  );
  const closed = above.find((one) => !may(worker, one, 1));
  const who = `${worker.name} (user ${worker.userId})`;
  if (closed !== undefined) {
    return [fail(`${who} may not enter ${closed.path}`, ["php-fpm-socket-rights"])];
  }
  // To connect is to write. Source: unix(7), pathname socket ownership and permissions.
  return may(worker, socket, 2)
    ? [pass(`${who} may open it`, ["php-fpm-socket-rights"])]
    : [
        fail(
          `${who} may not open it: it is of user ${socket.userId}, group ${socket.groupId}, mode ${(socket.mode ?? 0).toString(8)}`,
          ["php-fpm-socket-rights"],
        ),
      ];
}

/** A worker of nginx's or Apache's: not the one that the others come from, where there are others. */
function workerOf({ processes }: Bundle): Process | undefined {
  const web = (processes ?? []).filter(({ name }) => /^(?:nginx|apache2|httpd)/.test(name));
  return web.find(({ parent }) => web.some(({ id }) => id === parent)) ?? web[0];
}

function hasLists(bundle: Bundle, path: string): boolean {
  return configurationsOf(bundle, "php-fpm")
    .flatMap(({ directives }) => directives)
    .some(
      ({ block }) =>
        named(block, "listen").some(({ args }) => args[0] === path) &&
        named(block, "listen.acl_users", "listen.acl_groups").length > 0,
    );
}

/** Source: path_resolution(7): the first class that fits decides, and root may do all. */
function may(
  { userId, groupIds }: Process,
  { mode, userId: owner, groupId }: Place,
  bit: number,
): boolean {
  if (userId === 0 || mode === undefined) {
    return true;
  }
  const shift = userId === owner ? 6 : groupId !== undefined && groupIds.includes(groupId) ? 3 : 0;
  return ((mode >> shift) & bit) !== 0;
}
