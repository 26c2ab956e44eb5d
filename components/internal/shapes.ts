import { nearestName } from "../../core/nearestName";
import { describeValue, type Problem } from "../../core/problem";
import { ownEntry } from "../../core/ownEntry";
import { isPlain, ProblemList } from "./checked";
import { keyPath } from "../../core/paths";

/**
 * The kind of value that an argument takes, whatever else must hold of it. `value` is one text, number or switch; which
 * of them it must be is for the component's own checks.
 */
export type Shape = (LeafShape & Presence) | (ListShape & Presence) | (FieldsShape & Presence);

interface LeafShape {
  readonly kind: "value" | "text" | "switch";
}

interface ListShape {
  readonly kind: "list" | "map";
  readonly of: Shape;
}

interface FieldsShape {
  readonly kind: "fields";
  readonly fields: Shapes;
  /** Whether more names may stand in it, which are not looked at. */
  readonly mayHaveMore?: true;
}

interface Presence {
  readonly isRequired?: true;
  /** Whether it may be known later as a whole. */
  readonly mayBeLate?: true;
}

/** The shapes of named arguments. */
export type Shapes = Readonly<Record<string, Shape>>;

/** The shape of every argument of an interface, so that none can be forgotten. */
export type ShapesOf<T> = { readonly [name in keyof Required<T>]: Shape };

/** One text, number or switch that the component's own checks judge; known at preview. */
export const value: Shape = { kind: "value" };

/** A text that is known at preview, and nothing else is asked of it. */
export const text: Shape = { kind: "text" };

/** True or false, known at preview. */
export const toggle: Shape = { kind: "switch" };

/** One text, number or switch that may be known later and that the component's own checks judge. */
export const input: Shape = { kind: "value", mayBeLate: true };

/**
 * A list that is known at preview.
 * @param of - Its entries.
 */
export function listOf(of: Shape): Shape {
  return { kind: "list", of };
}

/**
 * A map with keys of the user's, which are known at preview.
 * @param of - Its entries.
 */
export function mapOf(of: Shape): Shape {
  return { kind: "map", of };
}

/**
 * Arguments by name.
 * @param fields - Their shapes.
 */
export function fieldsOf(fields: Shapes): Shape {
  return { kind: "fields", fields };
}

/**
 * The same, where names that are not known here are left alone: what a function of a provider answers is given as it is.
 * @param fields - The shapes of the names that are read.
 */
export function answerWith(fields: Shapes): Shape {
  return { kind: "fields", fields, mayHaveMore: true };
}

/**
 * The same, where it cannot be left out.
 * @param shape - A list, a map or fields.
 */
export function required(shape: Shape): Shape {
  return isContainer(shape) ? { ...shape, isRequired: true } : shape;
}

/**
 * The same, where it may be known later as a whole.
 * @param shape - Any shape.
 */
export function late(shape: Shape): Shape {
  return { ...shape, mayBeLate: true };
}

/**
 * Checks that arguments have the shape that the component's own checks take for granted. Programs in TypeScript seldom fail
 * here; those in Python and YAML have no compiler that would tell.
 * @param shapes - The shapes of all arguments.
 * @param args - What the user gave.
 * @returns A problem for each value of another kind.
 */
export function shapeProblems(shapes: Shapes, args: unknown): readonly Problem[] {
  return problemsAt("", required(fieldsOf(shapes)), args);
}

/**
 * Throws where arguments do not have their shape.
 * @param subject - Whose arguments they are, for example `DnsRecords "site"`.
 * @param shapes - The shapes of all arguments.
 * @param args - What the user gave.
 */
export function requireShape(subject: string, shapes: Shapes, args: unknown): void {
  const problems = new ProblemList();
  problems.add(...shapeProblems(shapes, args));
  problems.throwIfAny(subject);
}

/** Whether a value is an object with fields, and neither a list nor a value that is known later. */
function isFields(given: unknown): given is Record<string, unknown> {
  return typeof given === "object" && given !== null && !Array.isArray(given) && isPlain(given);
}

function isContainer(shape: Shape): shape is (ListShape | FieldsShape) & Presence {
  return ["list", "map", "fields"].includes(shape.kind);
}

function problemsAt(path: string, shape: Shape, given: unknown): readonly Problem[] {
  if (given === undefined) {
    return isContainer(shape) && shape.isRequired ? [problemOf(path, shape, given)] : [];
  }
  if (!isPlain(given)) {
    return shape.mayBeLate ? [] : [lateProblem(path, shape, given)];
  }
  return fits(shape, given) ? partProblems(path, shape, given) : [problemOf(path, shape, given)];
}

function partProblems(path: string, shape: Shape, given: unknown): readonly Problem[] {
  if (shape.kind === "list") {
    return (given as readonly unknown[]).flatMap((part, index) =>
      problemsAt(`${path}[${index}]`, required(shape.of), part),
    );
  }
  if (shape.kind === "map") {
    return Object.entries(given as object).flatMap(([key, part]) =>
      problemsAt(keyPath(path, key), required(shape.of), part),
    );
  }
  if (shape.kind === "fields") {
    const parts = given as Readonly<Record<string, unknown>>;
    const known = Object.entries(shape.fields).flatMap(([name, part]) =>
      problemsAt(inside(path, name), part, ownEntry(parts, name)),
    );
    return shape.mayHaveMore ? known : [...unknownNames(path, shape.fields, parts), ...known];
  }
  return [];
}

function inside(path: string, name: string): string {
  return path === "" ? name : keyPath(path, name);
}

/** A name that nobody reads was meant to be another one; what it should have done would not be done, silently. */
function unknownNames(
  path: string,
  fields: Shapes,
  parts: Readonly<Record<string, unknown>>,
): readonly Problem[] {
  const names = Object.keys(fields);
  return Object.entries(parts)
    .filter(([name, value]) => value !== undefined && !Object.hasOwn(fields, name))
    .map(([name]) =>
      unknownNameProblem(inside(path, name), "argument", names, nearestName(name, names)),
    );
}

/**
 * Refuses a name that is none.
 * @param path - Where it stands.
 * @param noun - What it would name.
 * @param known - The names that there are.
 * @param nearest - The one that is meant; undefined where none is near.
 * @returns The problem, with the nearest name, or with all of them where none is near.
 */
export function unknownNameProblem(
  path: string,
  noun: "argument" | "option",
  known: readonly string[],
  nearest: string | undefined,
): Problem {
  const wayOut =
    nearest === undefined ? `There are ${known.join(", ")}` : `Did you mean ${nearest}?`;
  return { path, rule: `be an ${noun} that there is`, got: "an unknown name", wayOut };
}

function fits({ kind }: Shape, given: unknown): boolean {
  switch (kind) {
    case "list":
      return Array.isArray(given);
    case "map":
    case "fields":
      return isFields(given);
    case "text":
      return typeof given === "string";
    case "switch":
      return typeof given === "boolean";
    case "value":
      return ["string", "number", "boolean"].includes(typeof given);
  }
}

const nouns: Readonly<Record<Shape["kind"], string>> = {
  value: "one value, no list and no map",
  text: "a text",
  switch: "true or false",
  list: "a list",
  map: "a map by keys of your choice",
  fields: "a map of arguments",
};

function problemOf(path: string, shape: Shape, given: unknown): Problem {
  const rule =
    shape.kind === "fields" ? `be a map with ${namesOf(shape.fields)}` : nouns[shape.kind];
  return {
    path: path === "" ? "args" : path,
    rule: shape.kind === "fields" ? rule : `be ${rule}`,
    got: describeValue(given),
  };
}

/** Enough names to know which map is meant. */
function namesOf(fields: Shapes): string {
  const names = Object.keys(fields);
  return names.length > 4 ? `${names.slice(0, 4).join(", ")} and so on` : names.join(", ");
}

/** What decides which resources exist cannot wait for them. */
function lateProblem(path: string, shape: Shape, given: unknown): Problem {
  return {
    path: path === "" ? "args" : path,
    rule: "be known at preview",
    got: describeValue(given),
    wayOut: `Give ${plainNoun(shape)}`,
  };
}

function plainNoun(shape: Shape): string {
  const plain = { list: "a plain list", map: "a plain map", fields: "a plain map" };
  const noun = plain[shape.kind as keyof typeof plain] ?? "a plain value";
  return "of" in shape && shape.of.mayBeLate ? `${noun} whose values may be Outputs` : noun;
}
