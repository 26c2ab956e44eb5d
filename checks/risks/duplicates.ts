import { getOrCreate } from "../../core/getOrCreate";
import { apiErrors as awsErrors } from "../../facts/aws/apiErrors";
import { apiErrors } from "../../facts/cloudflare/apiErrors";
import { compare } from "../../core/order";
import { identityBy, writtenName } from "../../model/graph/identity";
import type { PlanChange, PlanResource } from "../../model/plan/plan";
import { regionOf, title } from "../../model/graph/title";
import type { ModelValue } from "../../model/graph/resources";
import { modelType, type ModelTypeName } from "../../model/graph/resourceTypes";
import { ofThisChange } from "../findings/finding";
import { causeOf, changesOf, type Risk, type RiskContext } from "./risk";
import type { RiskId } from "./coveredRules";
import { Waiting } from "./waiting";
import { names, say, type Phrase } from "../words/words";

/** A kind of object that an API takes only once. */
interface Kind {
  readonly type: ModelTypeName;
  readonly risk: RiskId;
  /** What makes two of them the same. */
  readonly same: readonly string[];
  /** What the API answers. */
  readonly answer: Phrase;
  /** Whether each region has its own, of a name that AWS makes up where a program says none. Defaults to false. */
  readonly isRegional?: true;
}

const regional = { risk: "object-refused", same: ["name"], isRegional: true } as const;

const kinds: readonly Kind[] = [
  {
    type: "dnsRecord",
    risk: "record-refused",
    same: ["zoneId", "name", "type", "content", "data", "priority"],
    answer: say`Cloudflare answers ${apiErrors.recordIdentical.code}`,
  },
  {
    type: "loadBalancer",
    risk: "balancer-refused",
    same: ["zoneId", "name"],
    answer: say`Cloudflare has each hostname of a zone in one load balancer`,
  },
  {
    type: "pool",
    risk: "pool-refused",
    same: ["accountId", "name"],
    answer: say`Cloudflare has each pool's name once`,
  },
  {
    type: "listener",
    risk: "listener-refused",
    same: ["loadBalancerArn", "port"],
    answer: say`Elastic Load Balancing answers ${awsErrors.listenerExists.code}`,
  },
  {
    type: "listenerRule",
    risk: "listener-refused",
    same: ["listenerArn", "priority"],
    answer: say`Elastic Load Balancing answers ${awsErrors.priorityInUse.code}`,
  },
  {
    ...{ ...regional, type: "awsLoadBalancer" },
    answer: say`Elastic Load Balancing answers ${awsErrors.loadBalancerExists.code}`,
  },
  {
    ...{ ...regional, type: "targetGroup" },
    answer: say`Elastic Load Balancing answers ${awsErrors.targetGroupExists.code}`,
  },
  {
    ...{ ...regional, type: "launchTemplate" },
    answer: say`EC2 answers ${awsErrors.launchTemplateExists.code}`,
  },
  {
    ...{ ...regional, type: "scalingGroup" },
    answer: say`Auto Scaling answers ${awsErrors.scalingGroupExists.code}`,
  },
];

/** What makes an object the same as another one of its kind; undefined where not all of it is known, or AWS makes up its name. */
function idOf({ same, isRegional }: Kind, resource: PlanResource): string | undefined {
  return isRegional === true && typeof writtenName(resource) !== "string"
    ? undefined
    : identityBy(same, resource);
}

/** Whether two objects of a name stand in one region, for certain; one that is made anew stays where it is unless it says so. */
function isSameRegion(kind: Kind, now: PlanChange, { resource, change }: Standing): boolean {
  const [one, other] = [regionOf(now.after), regionOf(resource)];
  const isKnown = one !== undefined && other !== undefined;
  return kind.isRegional !== true || (isKnown ? one === other : change === now);
}

/**
 * Finds objects that are created, or changed into what another one is, while that stands, which the API refuses: mostly renames
 * without an alias, copies, and lists by index of which one goes.
 */
export function duplicateRisks(context: RiskContext): Risk[] {
  const waiting = new Waiting(context);
  return kinds.flatMap((kind) => {
    const coming = changesOf(context, kind.type, ["create", "replace", "update"]).filter(
      (change) => change.operation !== "update" || becomesAnother(kind, change),
    );
    const shared = coming.length === 0 ? new Set<ModelValue>() : sharedNames(context, kind, coming);
    const doubtful = coming.filter(({ after }) => shared.has(writtenName(after)));
    const standing = doubtful.length === 0 ? undefined : standingObjects(context, kind, shared);
    return doubtful.flatMap((change): Risk[] => {
      const id = change.after && idOf(kind, change.after);
      const same = id === undefined ? undefined : standing?.get(id);
      const near = same?.filter((each) => isSameRegion(kind, change, each)) ?? [];
      const others = firstTwins(near, change, waiting);
      return others.length === 0 ? [] : [twinRisk(kind, change, others)];
    });
  });
}

/** Names that more than one has, of what stands and what comes: only those can be twins. */
function sharedNames(
  { plan }: RiskContext,
  { type }: Kind,
  coming: readonly PlanChange[],
): Set<ModelValue> {
  const standing = plan.before.filter((resource) => modelType(resource.type) === type);
  const all = [...standing, ...coming.flatMap(({ after }) => after ?? [])];
  const met = new Set<ModelValue>();
  const shared = new Set<ModelValue>();
  for (const resource of all) {
    const name = writtenName(resource);
    (met.has(name) ? shared : met).add(name);
  }
  return shared;
}

/** Something that stands when others are created. */
interface Standing {
  /** As it is then. */
  readonly resource: PlanResource;
  /** What happens to it. Undefined where nothing does. */
  readonly change: PlanChange | undefined;
}

/** What stands while others come, by what makes two the same: all but what goes first. */
function standingObjects(
  context: RiskContext,
  kind: Kind,
  shared: ReadonlySet<ModelValue>,
): Map<string, Standing[]> {
  const found = new Map<string, Standing[]>();
  const note = (resource: PlanResource, change: PlanChange | undefined): void => {
    const isDoubtful = shared.has(writtenName(resource));
    const id = isDoubtful ? idOf(kind, resource) : undefined;
    if (id !== undefined) {
      getOrCreate(found, id, () => []).push({ resource, change });
    }
  };
  for (const resource of context.plan.before) {
    const change = context.changes.get(resource.key);
    if (modelType(resource.type) === kind.type && change?.deleteFirst !== true) {
      note(resource, change);
    }
  }
  for (const change of changesOf(context, kind.type, ["create"])) {
    if (change.after !== undefined) {
      note(change.after, change);
    }
  }
  return found;
}

/** Whether an object is changed into what another one may be. */
function becomesAnother(kind: Kind, { before, after }: PlanChange): boolean {
  return before !== undefined && after !== undefined && !isSameStill(kind, before, after);
}

function isSameStill(kind: Kind, old: PlanResource, now: PlanResource): boolean {
  const id = idOf(kind, old);
  return id !== undefined && id === idOf(kind, now);
}

/** How many twins are looked for: as many as a sentence names, and one more. */
const mostTwins = 6;

function firstTwins(standing: readonly Standing[], now: PlanChange, waiting: Waiting): Standing[] {
  const found: Standing[] = [];
  for (const each of standing) {
    if (found.length === mostTwins) {
      break;
    }
    if (isTwin(each, now) && !(each.change && waiting.waits(now, each.change))) {
      found.push(each);
    }
  }
  return found;
}

function isTwin({ change }: Standing, now: PlanChange): boolean {
  if (change === now) {
    return now.operation === "replace" && now.deleteFirst === false && !now.importReplacement;
  }
  // The API makes one of two new ones, and refuses the other.
  const isFirst = change?.operation === "create" && now.operation === "create";
  return !now.importReplacement && !(isFirst && now.key < change.key);
}

function twinRisk(kind: Kind, change: PlanChange, others: readonly Standing[]): Risk {
  const own = title(change.after);
  const involved = [change, ...others.flatMap((each) => each.change ?? [])];
  const causes = [...new Set(involved)].sort((left, right) => compare(left.key, right.key));
  return {
    id: kind.risk,
    severity: "medium",
    subject: change.key,
    title: own,
    ...twinWords(kind, change, others),
    cause: causes.map((each) => causeOf(each, each.replacedFor)),
    ...ofThisChange,
  };
}

function twinWords(
  { answer }: Kind,
  change: PlanChange,
  others: readonly Standing[],
): Pick<Risk, "consequence" | "hint"> {
  const own = title(change.after);
  const { name } = change;
  const stops = say`${answer}, the update stops half-way`;
  const them = names(others.map(({ resource }) => resource.name));
  if (others.some((each) => each.change === change)) {
    return {
      consequence: say`${own} is created anew before the old one goes, which is the same: ${stops}, and the old one stays.`,
      hint: say`Leave what forces the replacement as it is, or set deleteBeforeReplace and expect a moment without it.`,
    };
  }
  if (others.every((each) => each.change?.operation === "update")) {
    return {
      consequence: say`${name} becomes what ${them} is until it changes too, and nothing makes it wait: where it is asked for first, there would be two of ${own}: ${stops}, and what serves now serves on.`,
      hint: say`Name each by what it holds, not by its place in a list; or let each depend on the one whose place it takes. Where two change places, take two updates.`,
    };
  }
  if (change.operation === "update") {
    return {
      consequence: say`${name} becomes what ${them} is until the end of this update, and there cannot be two of ${own}: ${stops}, and what serves now serves on.`,
      hint: say`Name each by what it holds, not by its place in a list, so that only the one goes that is to go.`,
    };
  }
  return {
    consequence: say`${own} is created as ${name} while ${them}, which is the same, stands: ${stops}, and the old one stays.`,
    hint: others.every((each) => each.change?.before !== undefined)
      ? say`Give ${name} an alias to the old one, so that only its name changes.`
      : say`Declare it once.`,
  };
}
