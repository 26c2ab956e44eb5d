import { readReservedConcurrency } from "../../model/origin/functions";
import { Applications } from "../../model/origin/applications";
import { OriginPaths } from "../../model/origin/originPaths";
import { names, say, titleOf } from "../words/words";
import { causeOf, changesOf, type Risk, type RiskContext } from "./risk";

/** Finds functions behind hostnames that come to be limited to fewer runs at a time, or to none. */
export function functionCapacityRisks(context: RiskContext): Risk[] {
  const changes = changesOf(context, "lambdaFunction", ["update", "replace"]);
  return changes.flatMap((change): Risk[] => {
    const { key, name, before, after } = change;
    const [was, is] = [before, after].map(readReservedConcurrency);
    const application = after && Applications.of(OriginPaths.of(context.after)).of(after);
    if (was === undefined || is === undefined || is >= was || application === undefined) {
      return [];
    }
    const { hostnames } = application;
    const [isNone, isOne] = [is === 0, is === 1];
    const visitors = hostnames.length > 0 ? say`visitors of ${names(hostnames)}` : say`visitors`;
    const number = was === Infinity ? say`as many as there are requests` : say`${was}`;
    return [
      {
        ...{ id: isNone ? "capacity-none" : "capacity-lowered", subject: key },
        severity: (isNone || isOne) && hostnames.length > 0 ? "high" : "medium",
        title: hostnames.length > 0 ? titleOf(hostnames) : name,
        about: [...hostnames, name],
        consequence: isNone
          ? say`From this change on the function ${name} may not run at all: each request is refused as one too many, and ${visitors} get Error 429 at a URL of the function's own, and 5xx through an API or a load balancer before it, until it may run again.`
          : isOne
            ? say`From this change on the function ${name} runs once at a time and not ${number}: each request that comes while another one is answered is refused, and ${visitors} get Error 429 or 5xx until it may run more often.`
            : say`From this change on the function ${name} runs ${is} times at once and not ${number}: what comes beyond that is refused, and ${visitors} get Error 429 or 5xx at the peak until it may run more often.`,
        cause: [causeOf(change, ["reservedConcurrentExecutions"])],
        hint: isNone
          ? say`Lead the hostname to a page that says so in an update before this one, and limit the function then.`
          : say`See in the measurements of the last weeks how many run at once at the peak.`,
      },
    ];
  });
}
