import type { ModelResource } from "../../model/graph/resources";
import { modelType } from "../../model/graph/resourceTypes";
import { title } from "../../model/graph/title";
import type { GroupUse } from "../../model/origin/forwards";
import type { OriginPaths } from "../../model/origin/originPaths";
import { registeredRepository } from "../../model/origin/registeredImages";
import { names, say } from "../words/words";
import type { OriginSides } from "./originSides";
import { causedRisk, changesAnyOf, type Risk } from "./risk";

/**
 * Finds target groups where a service of another application comes to serve beside the one that does, so that a share of the requests goes there.
 * Source: Elastic Load Balancing, user guide for Application Load Balancers, load-balancer-target-groups (every healthy target gets requests).
 */
export function mixedTargetRisks(sides: OriginSides): Risk[] {
  const used = changesAnyOf(sides.context, new Set(["ecsService"])) ? sides.after.distinctUses : [];
  return used.flatMap((use) => mixedRisk(sides, use));
}

function mixedRisk(sides: OriginSides, use: GroupUse): Risk[] {
  const { group } = use;
  const old = sides.earlier(group);
  const was = old === undefined ? [] : servicesIn(sides.before, old);
  const stood = was.map((each) => sides.nameAfter(each));
  const is = servicesIn(sides.after, group);
  const staying = is.filter(({ key }) => stood.includes(key));
  const { inventory } = sides.after.model;
  const served = staying.map((each) => registeredRepository(inventory, each, group));
  return is
    .filter(({ key }) => staying.length > 0 && !stood.includes(key))
    .flatMap((coming) => {
      const own = registeredRepository(inventory, coming, group);
      const isOther =
        own !== undefined &&
        served.every((each) => each !== undefined && nameOf(each) !== nameOf(own));
      return !isOther
        ? []
        : causedRisk(coming, sides.causes([coming]), () => ({
            ...{
              id: "targets-mixed",
              severity: isUnlike(own, served) ? sides.severity(use) : "medium",
            },
            consequence: say`From this change on ${title(coming)}, which runs ${own}, serves in ${title(group)} beside ${names(staying.map(title))}, which ${[staying.length === 1 ? "runs" : "run"]} ${names(served.map(String))}: a share of the requests goes to each, and ${sides.visitors(use)} get now one application and now the other, or Error 404 where one does not know the path, until each has a group of its own.`,
            hint: say`Give ${title(coming)} a target group and a listener rule of its own.`,
          }));
    });
}

/** Whether names share no word, as those of a trial of the same application or of its successor do. */
function isUnlike(own: string, served: readonly (string | undefined)[]): boolean {
  const wordsOf = (repository: string): string[] => nameOf(repository).toLowerCase().split(/[-_.]/);
  return served.every((each) => wordsOf(own).every((word) => !wordsOf(each ?? own).includes(word)));
}

/** The same image may lie in several registries. */
function nameOf(repository: string): string {
  return repository.split("/").at(-1) ?? repository;
}

function servicesIn(paths: OriginPaths, group: ModelResource): ModelResource[] {
  return paths
    .sources(group)
    .filter(({ count }) => count !== 0)
    .flatMap(({ serves }) =>
      serves !== undefined && modelType(serves.type) === "ecsService" ? [serves] : [],
    );
}
