import { isProgramsHostname } from "../../model/traffic/hostnameLabels";
import { guardsOf } from "../../model/firewall/guards";
import { loadBalancerErrors } from "../../facts/aws/loadBalancerErrors";
import { defaultHttpsPort } from "../../facts/cloudflare/ports";
import type { Inventory } from "../../model/graph/inventory";
import type { ModelResource } from "../../model/graph/resources";
import { reachesOutside } from "../../model/origin/waysOut";
import { loginOf } from "../../model/origin/actions";
import type { Taker } from "../../model/origin/listenerRules";
import { unexpectedAnswers } from "../../model/origin/probedAnswers";
import { title } from "../../model/graph/title";
import { turnsOf, type Turn } from "./listenerTurns";
import type { OriginSides } from "./originSides";
import { causedRisk, type Risk } from "./risk";
import { errorOf, say } from "../words/words";

/** Finds listeners that come to ask who visitors are before they forward what they took, or to do so in vain: monitors never log in. */
export function listenerLoginRisks(sides: OriginSides): Risk[] {
  return turnsOf(sides).flatMap((turn) => {
    const [vain] = vainRisk(turn);
    return vain === undefined ? loginRisk(turn) : [vain];
  });
}

/**
 * A load balancer asks the identity provider itself, at the port of HTTPS. Source: Elastic Load Balancing user guide,
 * listener-authenticate-users (security groups and network ACLs must let it out there).
 */
function vainRisk({ sides, machine, listener, hostname, was, is }: Turn): Risk[] {
  const [old, before] = [sides.earlier(machine), sides.before.model.inventory];
  const isVain = (inventory: Inventory, each: ModelResource): boolean =>
    reachesOutside(inventory, each, defaultHttpsPort) === "no";
  const stood = loginAt(was.rest) !== undefined && old !== undefined && isVain(before, old);
  const { inventory } = sides.after.model;
  if (loginAt(is.rest) === undefined || stood || !isVain(inventory, machine)) {
    return [];
  }
  const cause = sides.causes([
    ...[listener, is.rest?.resource, ...guardsOf(inventory, machine, "egress")],
    ...(old === undefined ? [] : guardsOf(before, old, "egress")),
  ]);
  return causedRisk(listener, cause, () => ({
    id: "listener-authenticates",
    severity: "high",
    title: hostname,
    about: [machine.key],
    consequence: say`From this change on ${title(machine)} asks who visitors are, and its security groups do not let it out to an identity provider at port ${defaultHttpsPort}: those of ${hostname} get ${errorOf(loadBalancerErrors.unreachableIdentityProvider)} when they come back from the login, until it is let out there.`,
    hint: say`Let the load balancer out to port ${defaultHttpsPort} in an update before this one.`,
  }));
}

function loginRisk(turn: Turn): Risk[] {
  const { sides, machine, listener, hostname, was, is } = turn;
  const login = loginAt(is.rest);
  const cause =
    login === undefined || loginAt(was.rest) !== undefined
      ? []
      : sides.causes([listener, is.rest?.resource]);
  const isProbed = isProbedThere(turn);
  const met = login === "deny" ? say`get Error 401` : say`are led to a login (code 302)`;
  const isForPrograms = isProgramsHostname(hostname);
  const who = isForPrograms
    ? say`programs that call ${hostname}, which log in nowhere,`
    : say`those of ${hostname} who are not logged in there`;
  return causedRisk(listener, cause, () => ({
    id: "listener-authenticates",
    severity: isProbed || isForPrograms ? "high" : "medium",
    title: hostname,
    about: [machine.key],
    consequence: say`From this change on ${title(machine)} asks who visitors are: ${who} ${met} until the rule goes${isProbed ? say`, and monitors, which never log in, get the same: those that expect 200 find the pool down, and visitors get Error 530 where no other is left` : []}.`,
    hint: say`Forward the path that monitors ask by a rule before this one, and see that all of ${hostname} is for people who can log in.`,
  }));
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
