import { loginOf } from "../../model/origin/actions";
import type { Taker } from "../../model/origin/listenerRules";
import { unexpectedAnswers } from "../../model/origin/probedAnswers";
import { title } from "../../model/graph/title";
import { turnsOf, type Turn } from "./listenerRules";
import type { OriginSides } from "./originSides";
import { causedRisk, type Risk } from "./risk";
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
    const isProbed = isProbedThere(turn);
    const met = login === "deny" ? say`get Error 401` : say`are led to a login (code 302)`;
    return causedRisk(listener, cause, () => ({
      id: "listener-authenticates",
      severity: isProbed ? "high" : "medium",
      title: hostname,
      about: [machine.key],
      consequence: say`From this change on ${title(machine)} asks who visitors are: those of ${hostname} who are not logged in there ${met} until the rule goes${isProbed ? say`, and monitors, which never log in, get the same: those that expect 200 find the pool down, and visitors get Error 530 where no other is left` : []}.`,
      hint: say`Forward the path that monitors ask by a rule before this one, and see that all of ${hostname} is for people who can log in.`,
    }));
  });
}

function loginAt(taker: Taker | undefined): ReturnType<typeof loginOf> {
  return taker && loginOf(taker.resource);
}

/** Whether a monitor of a pool by which the hostname leads there meets the login too. */
function isProbedThere({ sides: { after }, machine, hostname, is }: Turn): boolean {
  return unexpectedAnswers(after, machine).some(
    ({ isLogin, lead, taker }) =>
      isLogin && lead.hostname === hostname && taker === is.rest?.resource,
  );
}
