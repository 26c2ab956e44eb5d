import { loginOf } from "../../model/origin/actions";
import type { Taker } from "../../model/origin/listenerRules";
import { modelType } from "../../model/graph/resourceTypes";
import { title } from "../../model/graph/title";
import { ofThisChange } from "../findings/finding";
import { turnsOf, type Turn } from "./listenerRules";
import type { OriginSides } from "./originSides";
import type { Risk } from "./risk";
import { say } from "../words/words";

/** Finds listeners that come to ask who visitors are before they forward what they took: monitors never log in. */
export function listenerLoginRisks(sides: OriginSides): Risk[] {
  return turnsOf(sides).flatMap((turn): Risk[] => {
    const { machine, listener, hostname, was, is } = turn;
    const login = loginAt(is.rest);
    const cause =
      login === undefined || loginAt(was.rest) !== undefined
        ? []
        : sides.causes([listener, is.rest?.resource]);
    const isProbed = probedPoolOf(turn) !== undefined;
    const met = login === "deny" ? say`get Error 401` : say`are led to a login (code 302)`;
    return cause.length === 0
      ? []
      : [
          {
            ...{ id: "listener-authenticates", severity: isProbed ? "high" : "medium" },
            ...{ subject: listener.key, title: hostname, cause, about: [machine.key] },
            consequence: say`From this change on ${title(machine)} asks who visitors are: those of ${hostname} who are not logged in there ${met} until the rule goes${isProbed ? say`, and monitors, which never log in, get the same: those that expect 200 find the pool down, and visitors get Error 530 where no other is left` : []}.`,
            hint: say`Forward the path that monitors ask by a rule before this one, and see that all of ${hostname} is for people who can log in.`,
            ...ofThisChange,
          },
        ];
  });
}

function loginAt(taker: Taker | undefined): ReturnType<typeof loginOf> {
  return taker && loginOf(taker.resource);
}

/** A pool with a monitor by which the hostname leads there. */
function probedPoolOf({ sides: { after }, machine, hostname }: Turn) {
  return after.leads
    .to(machine)
    .filter((lead) => lead.hostname === hostname)
    .find(({ by }) => modelType(by.type) === "pool" && after.model.pool(by).monitor !== undefined);
}
