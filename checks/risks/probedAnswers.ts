import { unknownValue } from "../../core/known";
import { outcomeFor } from "../../model/origin/listenerRules";
import { unexpectedAnswers, type ProbedAnswer } from "../../model/origin/probedAnswers";
import { title } from "../../model/graph/title";
import type { ModelResource } from "../../model/graph/resources";
import type { OriginSides } from "./originSides";
import { causedRisk, type Risk } from "./risk";
import { names, say } from "../words/words";

/** Finds pools that come to be found down although they serve, since a load balancer answers their monitors itself. */
export function probedAnswerRisks(sides: OriginSides): Risk[] {
  const { inventory } = sides.after.model;
  const machines = inventory.has("pool") ? inventory.ofType("awsLoadBalancer") : [];
  return machines.flatMap((machine) => {
    const old = sides.earlier(machine);
    const known = old === undefined ? [] : unexpectedAnswers(sides.before, old);
    const was = new Set(known.map(({ lead }) => sides.nameAfter(lead.by)));
    const coming = unexpectedAnswers(sides.after, machine).filter(
      (answer) =>
        !was.has(answer.lead.by.key) &&
        sides.wasAnswered(answer.lead.hostname) &&
        !isToldWithVisitors(sides, machine, answer),
    );
    const pools = new Map(coming.map(({ lead }) => [lead.by.key, lead.by]));
    return [...pools.values()].flatMap((pool) =>
      answeredRisk(
        sides,
        machine,
        pool,
        coming.filter(({ lead }) => lead.by === pool),
      ),
    );
  });
}

/** A login that visitors meet too is told with theirs. */
function isToldWithVisitors(
  { after }: OriginSides,
  machine: ModelResource,
  { isLogin, lead, taker }: ProbedAnswer,
): boolean {
  const host = lead.hosts === unknownValue ? lead.hostname : (lead.hosts[0] ?? lead.hostname);
  return (
    isLogin &&
    after
      .asked(machine)
      .map((listener) => outcomeFor(after.model.inventory, listener, host).rest?.resource)
      .includes(taker)
  );
}

function answeredRisk(
  sides: OriginSides,
  machine: ModelResource,
  pool: ModelResource,
  answers: readonly ProbedAnswer[],
): Risk[] {
  const hostnames = [...new Set(answers.map(({ lead }) => lead.hostname))];
  const monitors = [...new Set(answers.map(({ monitor }) => monitor.resource))];
  const codes = [...new Set(answers.map(({ code }) => String(code)))];
  const cause = sides.causes([
    ...answers.flatMap(({ listener, taker }) => [listener, taker]),
    ...monitors,
    pool,
  ]);
  return causedRisk(pool, cause, () => ({
    id: "probe-refused",
    severity: "high",
    about: [...hostnames, ...monitors.map(({ key }) => key)],
    consequence: say`From this change on ${title(machine)} answers ${names(monitors.map((each) => title(each)))} itself with the code ${names(codes)}, which is not what they expect: after a few probes ${title(pool)} counts as down although it serves ${names(hostnames)}, until they ask otherwise. Visitors go to another pool, and to the fallback pool where none is left, which nothing takes over for; where that is switched off, they get Error 530.`,
    hint: say`Let the monitor ask where requests are forwarded, or expect that code, in an update before this one.`,
  }));
}
