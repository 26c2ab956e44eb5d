import { loadBalancerErrors } from "../../facts/aws/loadBalancerErrors";
import type { ModelResource } from "../../model/graph/resources";
import { modelType } from "../../model/graph/resourceTypes";
import { title } from "../../model/graph/title";
import { skipsCapacityWait, waitsUntilHealthy } from "../../model/origin/deployments";
import { readAwsLoadBalancer } from "../../model/origin/loadBalancers";
import { isEmpty, type TargetSource } from "../../model/origin/targets";
import type { PlanChange } from "../../model/plan/plan";
import { errorOf, say, type Phrase } from "../words/words";
import type { OriginSides } from "./originSides";
import { causeOf, changesOf, isMade, type Risk, type RiskContext } from "./risk";

/** Finds target groups all of whose targets go before the new ones are registered, or before those are well. */
export function targetGapRisks(sides: OriginSides): Risk[] {
  const registering = new Registering(sides.context);
  const first = firstGoneRisks(sides, registering);
  const told = new Set(first.map(({ subject }) => subject));
  const exchanged = exchangedRisks(sides, registering);
  return [...first, ...exchanged.filter(({ subject }) => !told.has(subject))];
}

const registeringTypes = ["targetGroupAttachment", "scalingGroup", "ecsService"] as const;

/** What is made, or made anew, of what registers targets. */
class Registering {
  readonly #changes: ReadonlyMap<string, PlanChange>;

  constructor(private readonly context: RiskContext) {
    const changes = changesOf(context, registeringTypes, ["create", "replace"]);
    this.#changes = new Map(changes.map((change) => [change.key, change]));
  }

  /** Whether there is anything of the kind. */
  get some(): boolean {
    return this.#changes.size > 0;
  }

  /** The change that makes the targets of a source new ones; undefined where they are the old ones. */
  of({ resource, serves }: TargetSource): PlanChange | undefined {
    const isSingle = modelType(resource.type) === "targetGroupAttachment";
    return this.#changes.get(isSingle ? resource.key : (serves?.key ?? ""));
  }

  /**
   * Whether the old targets go while the new ones still begin: tasks are only asked for when their service is made, and a machine of this
   * update is registered as soon as it runs, whatever it still installs; of a group that waits for no capacity, none runs yet. Source:
   * hashicorp/terraform-provider-aws, aws_instance (waits for `running`).
   */
  isSlow(source: TargetSource): boolean {
    const change = this.context.changes.get(source.serves?.key ?? "");
    const isSlowType = ["ecsService", "instance"].includes(modelType(change?.type ?? "") ?? "");
    return isMade(change) && (isSlowType || this.isUnwaited(source));
  }

  /** Whether an Auto Scaling group of this update keeps the targets, which is done before a machine of it runs. */
  isUnwaited({ serves }: TargetSource): boolean {
    const change = this.context.changes.get(serves?.key ?? "");
    return (
      isMade(change) &&
      modelType(change.type) === "scalingGroup" &&
      change.after !== undefined &&
      skipsCapacityWait(change.after)
    );
  }
}

const exchangeHint = say`Exchange them one after the other, in updates of their own, or register the new ones beside the old ones and take those away in a later update.`;
const waitHint = say`Leave waitForCapacityTimeout out, or set it to longer than a machine takes to boot, and set minElbCapacity to how many have to be healthy before the old ones go.`;

/**
 * A target that is registered gets requests only once it is found to be well, and by default nothing waits for that.
 * Source: hashicorp/terraform issues 2717, 8655 and 22615, hashicorp/terraform-provider-aws issue 494.
 */
function exchangedRisks(sides: OriginSides, registering: Registering): Risk[] {
  const used = registering.some ? sides.after.distinctUses : [];
  return used.flatMap((use): Risk[] => {
    const { group, machine } = use;
    const old = sides.earlier(group);
    const served = old === undefined ? [] : sides.before.sources(old);
    const now = sides.after.sources(group);
    const own = now.flatMap((source) => registering.of(source) ?? []);
    const isAll = own.length === now.length && served.length > 0 && own.every(isHasty);
    const isSlow = now.every((source) => registering.isSlow(source));
    const isUnwaited = now.every((source) => registering.isUnwaited(source));
    const state = isUnwaited ? "run, let alone are healthy" : "are healthy";
    return !isAll || isEmpty(now) || isEmpty(served)
      ? []
      : [
          {
            ...{ id: "targets-gap", severity: isSlow ? sides.severity(use) : "medium" },
            ...{ subject: group.key, title: title(group) },
            consequence: say`Every target of ${title(group)} is exchanged in this update, and nothing waits until the new ones ${[state]}: from the moment in which the old ones go until they are, ${sides.visitors(use)} get ${noTargetError(machine)}.`,
            cause: own.map((change) => causeOf(change, change.replacedFor)),
            hint: isUnwaited ? waitHint : exchangeHint,
          },
        ];
  });
}

/** Whether the old targets of what is made go, before the new ones are well as far as it says. */
function isHasty({ type, before, after }: PlanChange): boolean {
  const isSingle = modelType(type) === "targetGroupAttachment";
  return (
    before?.retainOnDelete !== true &&
    (isSingle || (after !== undefined && waitsUntilHealthy(after) === "no"))
  );
}

/** Target groups all of whose targets go before the new ones are registered. */
function firstGoneRisks(sides: OriginSides, registering: Registering): Risk[] {
  const used = registering.some ? sides.after.distinctUses : [];
  return used.flatMap((use): Risk[] => {
    const { group, machine } = use;
    const own = sides.after.sources(group).map((source) => registering.of(source));
    const first = own.filter(
      (change) => change?.deleteFirst === true && change.before?.retainOnDelete !== true,
    );
    return first.length > 0 && first.length === own.length
      ? [
          {
            ...{ id: "targets-gap", severity: sides.severity(use), subject: group.key },
            title: title(group),
            consequence: say`Every target of ${title(group)} is taken out before it is registered anew: from that moment until the new ones are healthy ${sides.visitors(use)} get ${noTargetError(machine)}.`,
            cause: first.flatMap((change) =>
              change === undefined ? [] : [causeOf(change, change.replacedFor)],
            ),
            hint: say`Leave deleteBeforeReplace out, or register other targets beside these first.`,
          },
        ]
      : [];
  });
}

/**
 * Says what visitors meet where no target is registered.
 * @param machine - The load balancer; undefined where the plan does not hold it.
 */
export function noTargetError(machine: ModelResource | undefined): Phrase {
  return machine !== undefined && readAwsLoadBalancer(machine).type === "network"
    ? say`no connection, and ${errorOf(loadBalancerErrors.noTargetsBehindNetwork)}`
    : say`${errorOf(loadBalancerErrors.noTargets)} from the load balancer`;
}
