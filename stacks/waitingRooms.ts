import { recordName } from "../components/dns/names";
import type { ProblemList } from "../components/internal/checked";
import { handOverChecked } from "../components/internal/validation";
import type { WaitingRoomArgs } from "../components/waitingRoom";
import { waitingRoomFields } from "../components/waitingRoom/schema";
import { validateWaitingRoom } from "../components/waitingRoom/validate";
import { fullHostname } from "../core/hostnameRules";
import { keyPath } from "../core/paths";
import { describeValue, type Problem } from "../core/problem";
import { fieldsOf, without, type SchemaOf } from "../core/schema";
import { dnsTypeRules } from "../facts/cloudflare/dnsRecordTypes";
import type { Environment } from "./environment";

/** Arguments of a waiting room that an environment has elsewhere. */
const elsewhere = {
  zoneId: "zone.id",
  zoneName: "zone.name",
  plan: "zone.plan",
  hasWaitingRoomAdvanced: "zone.hasWaitingRoomAdvanced",
} as const;

/** Where visitors wait, and how many are let in. */
export type EnvironmentWaitingRoom = Omit<WaitingRoomArgs, keyof typeof elsewhere>;

/** The schema of one waiting room of an environment. */
export const environmentWaitingRoomSchema = fieldsOf(
  without(waitingRoomFields, elsewhere) satisfies SchemaOf<EnvironmentWaitingRoom>,
);

/** The arguments of waiting rooms, by their keys. */
export type WaitingRoomsByKey = Readonly<Record<string, WaitingRoomArgs>>;

/**
 * Checks the waiting rooms of an environment.
 * @param problems - Takes what is wrong.
 * @param environment - The environment.
 * @param under - Puts a problem at its place in the environment.
 * @returns The arguments of each, handed over with what they say; without those in which something is wrong.
 */
export function checkWaitingRooms(
  problems: ProblemList,
  environment: Environment,
  under: (path: string, problem: Problem) => Problem,
): WaitingRoomsByKey {
  const { waitingRooms = {}, zone } = environment;
  const { hasWaitingRoomAdvanced, plan } = zone;
  problems.add(...tooManyProblems(environment), ...samePlaceProblems(environment));
  const handed = Object.entries(waitingRooms).flatMap(([key, room]) => {
    const path = keyPath("waitingRooms", key);
    const shared = { zoneId: zone.id, zoneName: zone.name, plan, hasWaitingRoomAdvanced };
    problems.add(unproxiedProblem(environment, `${path}.hostname`, room.hostname));
    const args = problems.within(
      (problem) => under(path, problem),
      (own) => handOverChecked(own, { ...room, ...shared }, validateWaitingRoom),
    );
    return args === undefined ? [] : [[key, args] as const];
  });
  return Object.fromEntries(handed);
}

function tooManyProblems({ waitingRooms = {}, zone }: Environment): readonly Problem[] {
  const count = Object.keys(waitingRooms).length;
  return count <= 1 || zone.hasWaitingRoomAdvanced === true
    ? []
    : [
        {
          path: "waitingRooms",
          rule: "have one entry without Waiting Room Advanced",
          actual: `${count} entries`,
          hint: "An Enterprise zone that has bought it says zone.hasWaitingRoomAdvanced: true",
        },
      ];
}

function samePlaceProblems({ waitingRooms = {} }: Environment): readonly Problem[] {
  const first = new Map<string, string>();
  return Object.entries(waitingRooms).flatMap(([key, { hostname, path = "/" }]) => {
    const place = `${fullHostname(hostname) ?? hostname} ${path}`;
    const other = first.get(place);
    first.set(place, other ?? key);
    return other === undefined
      ? []
      : [
          {
            path: `${keyPath("waitingRooms", key)}.path`,
            rule: `be, with its hostname, where no other waiting room stands, as ${keyPath("waitingRooms", other)} does`,
            actual: describeValue(path),
          },
        ];
  });
}

/** Of a name that is not proxied nobody ever gets to the room. Records that another stack has are not looked at. */
function unproxiedProblem(
  { records = {}, sites = {}, zone }: Environment,
  path: string,
  hostname: string,
): Problem | undefined {
  const [name, zoneName] = [hostname, zone.name].map((one) => fullHostname(one));
  if (Object.values(sites).some((site) => fullHostname(site.hostname) === name)) {
    return undefined;
  }
  const own = Object.entries(records).filter(
    ([, record]) =>
      zoneName !== undefined &&
      name !== undefined &&
      dnsTypeRules[record.type].proxiable === true &&
      recordName(zoneName, record.name) === name,
  );
  const [found] = own;
  return found === undefined || own.some(([, { proxied }]) => proxied === true)
    ? undefined
    : {
        path,
        rule: `be proxied, which ${keyPath("records", found[0])} is not`,
        actual: describeValue(hostname),
        hint: "Visitors of a name that is not proxied never meet Cloudflare's edge: say proxied: true there",
      };
}
