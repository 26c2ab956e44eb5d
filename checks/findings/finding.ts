import { compare } from "../../core/order";
import type { PlanChange } from "../../model/plan/plan";
import type { PropertyChange } from "../../model/plan/propertyChanges";
import type { Phrase } from "../words/words";
import type { HostnameReach } from "./reach";
import { severities, type Severity } from "./severity";

/** Something that can cause an outage: in the state that a plan leaves, or in the change that it makes. */
export interface Finding<Id extends string = string> {
  /** What kind it is, in kebab-case: the name of a policy rule, or of a risk. */
  readonly id: Id;
  /** How bad it is: `high` where visitors certainly meet errors, an origin is open or nothing can take over any more. */
  readonly severity: Severity;
  /** What it is found in: the state after the plan, which a policy rule judges, or the change. */
  readonly scope: "state" | "change";
  /** Whether the plan brings it, or it stood before, on whatever resource. */
  readonly introduced: "by this change" | "before";
  /** Key of the resource (its URN), or a hostname. */
  readonly subject: string;
  /** What the subject is called before a reader. */
  readonly title: string;
  /** The hostnames whose requests meet the subject, or its zone. Absent where nobody knows them, and of a risk, whose words name them. */
  readonly mayTouch?: HostnameReach;
  /** What visitors or operators meet, as whole sentences. */
  readonly consequence: Phrase;
  /** The changes that cause it, each with the properties that do. Empty for what stood before. */
  readonly cause: readonly Cause[];
  /** What to do instead, as whole sentences. */
  readonly hint: Phrase;
  /** Keys or hostnames of what else it is about. Defaults to nothing. */
  readonly about?: readonly string[];
  /** Whether the configuration names it as wanted; then it does not count. */
  readonly acknowledged: boolean;
  /** How it breaks a rule. Absent where no rule says it. */
  readonly breach?: Breach;
}

/** A change that causes something. */
export interface Cause {
  /** The change. */
  readonly change: PlanChange;
  /** What of it is the cause. */
  readonly properties: readonly PropertyChange[];
}

/** How something breaks a rule. */
export interface Breach {
  /** The property that is wrong, written like code. Absent where it is the subject as a whole. */
  readonly property?: string;
  /** What must hold, to be read after "must". */
  readonly must: string;
  /** What was found, as text; never a secret. */
  readonly actual: string;
  /** What is wrong: `title.property must rule; got value`, with no full stop at its end. Never holds a secret. */
  readonly message: string;
  /** An exception that was made for it and is over. Absent where there was none. */
  readonly expired?: PolicyException;
}

/** A thing that may break a rule, for a reason and for a time. */
export interface PolicyException {
  /** What is excused: a URN, or the name that findings call it by. */
  readonly subject: string;
  /** Why. */
  readonly reason: string;
  /** The last day on which it holds, `YYYY-MM-DD`, by UTC. */
  readonly expires: string;
}

/** What all findings about a change have in common. */
export const ofThisChange = {
  scope: "change",
  introduced: "by this change",
  acknowledged: false,
} as const satisfies Partial<Finding>;

/**
 * Puts the worst first; among equals the order is always the same.
 * @param left - One finding.
 * @param right - The other.
 * @returns Negative, zero or positive, as a sort wants it.
 */
export function byWeight(left: Finding, right: Finding): number {
  return (
    severities.indexOf(left.severity) - severities.indexOf(right.severity) ||
    compare(left.id, right.id) ||
    compare(left.title, right.title) ||
    compare(left.subject, right.subject) ||
    compare(left.breach?.message ?? "", right.breach?.message ?? "")
  );
}
