import { getOrCreate } from "../../core/getOrCreate";
import { modelType } from "../../model/graph/resourceTypes";
import { standingOf } from "../../model/judged/standing";
import type { Declared } from "../model/judged/declared";
import { samplesOf } from "./sampleValues";

type Json = unknown;
type Fields = Readonly<Record<string, Json>>;
type Place = readonly (string | number)[];

interface State {
  readonly urn: string;
  readonly type: string;
  readonly inputs?: Fields;
  readonly outputs?: Fields;
}

interface PlanStep {
  readonly op: string;
  readonly urn: string;
  readonly provider?: string;
  readonly oldState?: State;
  readonly newState?: State;
}

interface StoredPreview {
  readonly steps?: readonly PlanStep[];
}

/** A place of a property in a resource of a stored plan, as it was before, or as it is after where the plan makes it. */
interface Found {
  readonly plan: StoredPreview;
  readonly side: "oldState" | "newState";
  readonly old: State;
  readonly place: Place;
  readonly value: Json;
}

/** How many values of other resources one is changed to. */
const mostOthers = 8;

/**
 * Lists the properties that the judge reads of a type.
 * @param type - Its token.
 * @returns Each with the name of the model's type before it, which tokens of one type share; none where it does not read the type.
 */
export function readProperties(type: string): readonly string[] {
  const standing = standingOf(type);
  const kind = modelType(type) ?? type;
  return standing.part === "read" ? standing.type.read.map((path) => `${kind} ${path}`) : [];
}

/** Changes of single properties of resources of stored plans, in which all else stays as it is. */
export class PropertyFlips {
  readonly #found = new Map<string, Found[]>();
  readonly #values = new Map<string, Map<string, Json>>();

  /**
   * Looks for the properties that the judge reads.
   * @param texts - The stored plans.
   * @param declared - What the SDKs declare, for values of properties that no stored plan has.
   */
  constructor(
    texts: readonly string[],
    private readonly declared: Declared,
  ) {
    for (const text of texts) {
      const plan = JSON.parse(text) as StoredPreview;
      for (const step of plan.steps ?? []) {
        this.#note(plan, step);
      }
    }
  }

  /**
   * Makes plans that change one property and nothing else, to and from the values that it has elsewhere or may have.
   * @param property - The property, as `readProperties` writes it.
   * @returns Plans as text, those first that change what is set.
   */
  async *of(property: string): AsyncGenerator<string> {
    const found = this.#found.get(property) ?? [];
    const others = [...(this.#values.get(property)?.values() ?? [])].slice(0, mostOthers);
    const [, path = ""] = property.split(" ");
    for (const each of onePerPlan(found)) {
      const shape = await this.declared.shape(each.old.type, path);
      const samples = shape === undefined ? [] : samplesOf(path, shape);
      const own = JSON.stringify(each.value);
      const values = [...altered(each.value), ...others, ...samples];
      for (const value of values.filter((other) => JSON.stringify(other) !== own)) {
        yield flipped(each, each.old, withValue(each, value));
        yield flipped(each, withValue(each, value), each.old);
      }
    }
  }

  #note(plan: StoredPreview, step: PlanStep): void {
    for (const side of ["oldState", "newState"] as const) {
      const old = step[side];
      for (const property of readProperties(old?.type ?? "")) {
        const [, path = ""] = property.split(" ");
        for (const place of placesOf(old?.inputs, path.split("."))) {
          const value = valueAt(old?.inputs, place);
          if (value !== undefined) {
            getOrCreate(this.#values, property, () => new Map()).set(JSON.stringify(value), value);
          }
          if (old !== undefined && (side === "oldState" || step.oldState === undefined)) {
            getOrCreate(this.#found, property, () => []).push({ plan, side, old, place, value });
          }
        }
      }
    }
  }
}

/** One place of each plan, those first where something is set. */
function onePerPlan(found: readonly Found[]): Found[] {
  const plans = new Set<StoredPreview>();
  const set = found.filter(({ value }) => value !== undefined);
  return [...set, ...found.filter(({ value }) => value === undefined)].filter(
    ({ plan }) => !plans.has(plan) && plans.add(plan),
  );
}

/** The places of a property, through lists; one that is not set is where it would be. */
function* placesOf(value: Json, names: readonly string[], at: Place = []): Generator<Place> {
  const [name, ...rest] = names;
  if (Array.isArray(value)) {
    for (const [index, each] of value.entries()) {
      yield* placesOf(each, names, [...at, index]);
    }
  } else if (name !== undefined && typeof value === "object" && value !== null) {
    const here = [...at, name];
    const inner = (value as Fields)[name];
    if (rest.length === 0) {
      yield here;
    } else if (inner !== undefined) {
      yield* placesOf(inner, rest, here);
    }
  }
}

function valueAt(value: Json, place: Place): Json {
  return place.reduce((inner, key) => (inner as Fields | undefined)?.[key], value);
}

function replaced(value: Json, [key, ...rest]: Place, to: Json): Json {
  if (key === undefined) {
    return to;
  }
  const inner = replaced((value as Fields)[key], rest, to);
  if (Array.isArray(value)) {
    return value.map((each: Json, index) => (index === key ? inner : each));
  }
  const { [key]: _old, ...others } = value as Fields;
  return inner === undefined ? others : { ...others, [key]: inner };
}

/** What a value is changed to, whatever it means. */
function altered(value: Json): Json[] {
  if (typeof value === "boolean") {
    return [!value, undefined];
  }
  if (typeof value === "number") {
    return [0, value * 10, Math.ceil(value / 10), value + 1, undefined];
  }
  if (typeof value === "string") {
    return [otherText(value), undefined];
  }
  if (!Array.isArray(value)) {
    return value === undefined ? [] : [undefined];
  }
  return value.length < 2 ? [[], undefined] : [[], value.slice(1), value.slice(0, -1), undefined];
}

function otherText(text: string): string {
  const id = /[0-9a-f]{12}/.test(text);
  return id
    ? text.replace(/[0-9a-f](?=[^0-9a-f]*$)/, (digit) => (digit === "9" ? "8" : "9"))
    : text.includes(".")
      ? text.replace(/^[\w*-]+/, "other")
      : `${text}-other`;
}

function withValue({ old, place }: Found, value: Json): State {
  const inputs = replaced(old.inputs, place, value) as Fields;
  const own = new Set(Object.keys(old.inputs ?? {}));
  const outputs = Object.entries(old.outputs ?? {}).filter(
    ([name]) => !own.has(name) || name in inputs,
  );
  return { ...old, inputs, outputs: { ...Object.fromEntries(outputs), ...inputs } };
}

function flipped({ plan, side, old }: Found, before: State, after: State): string {
  const steps = (plan.steps ?? []).flatMap(({ [side]: state, urn, provider }) =>
    state === undefined
      ? []
      : [
          state === old
            ? { op: "update", urn, provider, oldState: before, newState: after }
            : { op: "same", urn, provider, oldState: state, newState: state },
        ],
  );
  return JSON.stringify({ ...plan, steps, changeSummary: undefined });
}
