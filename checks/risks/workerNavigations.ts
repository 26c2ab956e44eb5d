import { assetNavigation } from "../../facts/cloudflare/workers";
import { answersNavigations, losesPageForAll } from "../../model/rules/workerAssets";
import { hostsOfWorker } from "../../model/rules/workersScripts";
import type { PlanChange } from "../../model/plan/plan";
import { names, say, titleOf, type Phrase } from "../words/words";
import { causeOf, changesOf, type Risk, type RiskContext } from "./risk";

/** Finds Workers with files that answer otherwise where a browser goes to a page without a file. */
export function workerNavigationRisks(context: RiskContext): Risk[] {
  return changesOf(context, "workersScript", ["update"]).flatMap((change): Risk[] => {
    const { before, after } = change;
    if (before === undefined || after === undefined) {
      return [];
    }
    const hosts = hostsOfWorker(context.plan.after, after);
    const told = {
      ...{ severity: "medium" as const, subject: change.key, about: hosts },
      title: hosts.length === 0 ? change.name : titleOf(hosts),
    };
    const served = hosts.length === 0 ? say`whatever leads to it` : names(hosts);
    const isPassedBy = answersNavigations(before) === "yes" && answersNavigations(after) === "no";
    return isPassedBy
      ? [{ ...told, ...passedBy(change, served) }]
      : losesPageForAll(before, after)
        ? [{ ...told, ...pageLost(change, served) }]
        : [];
  });
}

/** Source: that of `assetNavigation`. */
function passedBy(
  change: PlanChange,
  served: Phrase,
): Pick<Risk, "id" | "consequence" | "cause" | "hint"> {
  return {
    id: "worker-bypassed",
    consequence: say`From this change on browsers that go to a page of ${served} without a file among the assets get the page that stands for missing ones, and no longer an answer of the Worker ${change.name}: the way back from a login, links in mails and whatever page it makes itself end there, while calls that scripts of a page make reach it as before.`,
    cause: [causeOf(change, ["assets", "compatibilityDate", "compatibilityFlags"])],
    hint: say`List the paths that it answers in assets.config.runWorkerFirst, or add the compatibility flag ${assetNavigation.flagAgainst}.`,
  };
}

/** Source: Cloudflare docs, workers/static-assets/routing/single-page-application (without it, what has no file is not found). */
function pageLost(
  change: PlanChange,
  served: Phrase,
): Pick<Risk, "id" | "consequence" | "cause" | "hint"> {
  return {
    id: "worker-changed",
    consequence: say`From this change on every path of ${served} without a file of its own among the assets of ${change.name} is answered with status 404, where index.html stood for it until now: of a site that draws its pages in the browser, whoever follows a link to a page or loads it anew gets that.`,
    cause: [causeOf(change, ["assets"])],
    hint: say`Keep notFoundHandling at single-page-application, unless there is a file for every page.`,
  };
}
