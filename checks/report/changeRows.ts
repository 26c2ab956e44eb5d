import type { PlanChange } from "../../model/plan/plan";
import type { PropertyChange } from "../../model/plan/propertyChanges";
import { effectsBeside } from "./effects";
import type { ChangeGroup } from "./groups";
import type { RiskFinding } from "../risks/risk";
import type { Review } from "./review";
import type { Row } from "./row";
import { shownProperties } from "./values";
import { counted, say, type Phrase } from "../words/words";

/** How many properties of one change are shown. */
const mostProperties = 20;

/**
 * Shows properties old and new.
 * @param type - Pulumi type token of the resource.
 * @param properties - What differs.
 * @returns One row per property; where there are many, the first and how many more.
 */
export function propertyRows(type: string, properties: readonly PropertyChange[]): Row[] {
  const rest = properties.length - mostProperties;
  return [
    ...shownProperties(type, properties.slice(0, mostProperties)).map(({ path, old, now }) => ({
      words: say`${path}: ${old} → ${now}`,
    })),
    ...(rest > 0
      ? [{ words: say`and ${[counted(rest, "more property", "more properties")]}` }]
      : []),
  ];
}

/**
 * Says what happens to a resource.
 * @returns Operation, name and type.
 */
export function changeWords({ operation, name, type, ...change }: PlanChange): Phrase {
  const words = say`${[operation]} of ${name} (${type})`;
  return [
    ...words,
    ...(change.renamedFrom === undefined ? [] : say`, which had another name`),
    ...(change.replacedFor.length === 0
      ? []
      : say`, since ${change.replacedFor.join(", ")} cannot change in place`),
    ...(change.deleteFirst === true ? say`; the old one is deleted first` : []),
  ];
}

/**
 * Lists everything that changes, by component, each with what it means before what is done.
 * @returns One row per change; the first of a component begins with its name.
 */
export function changeRows({ groups, risks, notJudged }: Review): Row[] {
  const effectOf = effectsBeside(notJudged);
  const caused = new Map<string, RiskFinding>();
  for (const risk of risks) {
    for (const { change } of risk.cause) {
      caused.set(change.key, caused.get(change.key) ?? risk);
    }
  }
  return groups.flatMap((group) =>
    group.changes.map(
      (change, index) =>
        new ChangeRow(group, change, index, { risk: caused.get(change.key), effectOf }),
    ),
  );
}

/** A row that makes its words when it is asked for them: few of ten thousand changes are shown. */
class ChangeRow implements Row {
  constructor(
    private readonly group: ChangeGroup,
    private readonly change: PlanChange,
    private readonly index: number,
    private readonly told: {
      readonly risk: RiskFinding | undefined;
      readonly effectOf: (change: PlanChange) => Phrase;
    },
  ) {}

  get heading(): Phrase | undefined {
    return this.index === 0 ? groupWords(this.group) : undefined;
  }

  get words(): Phrase {
    const { change } = this;
    const { risk, effectOf } = this.told;
    const meaning =
      risk === undefined || change.leftover
        ? effectOf(change)
        : say`risk for ${risk.title}, told above`;
    return [...meaning, ": ", ...changeWords(change)];
  }

  get below(): Row[] {
    return propertyRows(this.change.type, this.change.properties);
  }
}

function groupWords({ components, type, changes }: ChangeGroup): Phrase {
  const count = counted(changes.length, "change");
  return components.length === 0
    ? say`In no component, ${[count]}`
    : say`In the component ${components.join(" › ")} (${type}), ${[count]}`;
}
