import { allOf, anyOf, certain, negated, type Certainty } from "../certainty";
import { readRange } from "../cidrs";
import { unknownValue } from "../known";
import { eachAnswer, joinAnswers, mapAnswer, oddOf, quantify, type Answer } from "./answers";
import { compare, type ListContents } from "./comparing";
import { callFunction } from "./functions";
import { isForEach } from "./indexes";
import { fieldValues, type ExpressionRequest } from "./requests";
import type { Argument, Condition, Index, Operand } from "./tree";
import { isArray, isMap, missingValue, type Value } from "./values";

/** What is known of a request. */
interface Known {
  readonly fields: ReadonlyMap<string, Value>;
  readonly lists: ListContents;
}

/**
 * Asks a condition about a request.
 * @param condition - The condition, as it was parsed.
 * @param request - The request, as far as it is known.
 * @returns Whether a rule with the condition applies; `unknown` where that depends on what is not known, or on what the language does
 * that cannot be told here.
 */
export function evaluate(condition: Condition, request: ExpressionRequest): Certainty {
  return evaluatorOf(request)(condition);
}

/**
 * Prepares a request for many conditions, so that what is known of it is put together once.
 * @param request - The request, as far as it is known.
 * @returns Asks a condition about it, as `evaluate` does.
 */
export function evaluatorOf(request: ExpressionRequest): (condition: Condition) => Certainty {
  const known = knownOf(request);
  return (condition) => {
    const answer = answerTo(condition, known);
    return typeof answer === "string" ? answer : "unknown";
  };
}

/**
 * Finds what an operand is in a request.
 * @param operand - The operand, as it was parsed.
 * @param request - The request, as far as it is known.
 * @returns Its value.
 */
export function evaluateValue(operand: Operand, request: ExpressionRequest): Value {
  return valueOf(operand, knownOf(request));
}

/** What is known of a request. */
function knownOf(request: ExpressionRequest): Known {
  return { fields: fieldValues(request), lists: request.lists ?? {} };
}

/** Whether a condition holds; of the elements of an array where `any()` or `all()` is asked about it. */
function answerTo(condition: Condition, known: Known, isEach = false): Answer {
  const ofOperand = (operand: Operand, answer: (value: Value) => Certainty) =>
    isEach ? eachAnswer(valueOf(operand, known), answer) : answer(valueOf(operand, known));
  switch (condition.kind) {
    case "holds":
      return ofOperand(condition.operand, isTrue);
    case "constant":
      return certain(condition.value);
    case "comparison": {
      const { operand, operator, right } = condition;
      return ofOperand(operand, (value) => compare(value, operator, right, known.lists));
    }
    case "not":
      return mapAnswer(answerTo(condition.condition, known, isEach), negated);
    case "logical": {
      const { operator, conditions } = condition;
      const answers = answersUntilDecided(conditions, deciding[operator], (each) =>
        answerTo(each, known, isEach),
      );
      return joinAnswers(answers, { and: allOf, or: anyOf, xor: oddOf }[operator]);
    }
    case "quantifier":
      return quantify(condition.quantifier, elementsOf(condition.argument, known));
  }
}

/** The answer after which the others no longer matter. */
const deciding = { and: "no", or: "yes", xor: undefined } as const;

/** Asks conditions one after the other until one of them decides: most rules are about one hostname or path, and say so first. */
function answersUntilDecided(
  conditions: readonly Condition[],
  decisive: Certainty | undefined,
  ask: (condition: Condition) => Answer,
): Answer[] {
  const answers: Answer[] = [];
  for (const condition of conditions) {
    const answer = ask(condition);
    if (answer === decisive) {
      return [answer];
    }
    answers.push(answer);
  }
  return answers;
}

/** The answers of an argument of `any()` or `all()`. */
function elementsOf(argument: Operand | Condition, known: Known): Answer {
  return argument.kind === "field" || argument.kind === "call"
    ? eachAnswer(valueOf(argument, known), isTrue)
    : answerTo(argument, known, true);
}

/** Whether a value is true. What is missing is not. */
function isTrue(value: Value): Certainty {
  return typeof value === "boolean" ? certain(value) : value === missingValue ? "no" : "unknown";
}

/** What an operand is. */
function valueOf(operand: Operand, known: Known): Value {
  const whole =
    operand.kind === "field"
      ? (known.fields.get(operand.name) ?? unknownValue)
      : returned(operand.name, operand.arguments, known);
  return step(whole, operand.indexes);
}

/** What a call returns: one value, or one for each element of its first argument. */
function returned(name: string, given: readonly Argument[], known: Known): Value {
  const [first, ...rest] = given.map((argument) => argumentValue(argument, known));
  const [mapped] = given;
  if (first === undefined || mapped === undefined || !isMapped(mapped)) {
    return callFunction(name, first === undefined ? [] : [first, ...rest]);
  }
  if (!isArray(first)) {
    return first;
  }
  const items = first.items.map((item) => callFunction(name, [item, ...rest]));
  return { ...first, items: items.filter((item) => item !== missingValue) };
}

/** Whether a function is called for each element of an argument. */
function isMapped(argument: Argument): boolean {
  return (argument.kind === "field" || argument.kind === "call") && isForEach(argument.indexes);
}

/** What an argument is. */
function argumentValue(argument: Argument, known: Known): Value {
  switch (argument.kind) {
    case "text":
      return argument.bytes;
    case "integer":
      return argument.value;
    case "address":
      return readRange(argument.address) ?? unknownValue;
    case "field":
    case "call":
      return valueOf(argument, known);
    case "holds":
    case "constant":
    case "comparison":
    case "not":
    case "logical":
    case "quantifier": {
      const answer = answerTo(argument, known);
      return typeof answer === "string" ? booleanOf(answer) : unknownValue;
    }
  }
}

/** An answer as a value. */
function booleanOf(answer: Certainty): Value {
  return answer === "unknown" ? unknownValue : answer === "yes";
}

/** Steps into a value. */
function step(value: Value, [index, ...rest]: readonly Index[]): Value {
  if (index === undefined || value === unknownValue || value === missingValue) {
    return value;
  }
  if (index.kind === "each") {
    return stepIntoEach(value, rest);
  }
  const absent = (isArray(value) || isMap(value)) && value.isWhole ? missingValue : unknownValue;
  const found =
    index.kind === "key"
      ? isMap(value) && value.entries.get(index.key)
      : isArray(value) && value.isWhole && value.items[index.position];
  return step(found === undefined || found === false ? absent : found, rest);
}

/** Steps into each element of a value, and makes one array of all that is there: so does Cloudflare's own engine. */
function stepIntoEach(value: Value, rest: readonly Index[]): Value {
  const items = isArray(value) ? value.items : isMap(value) ? [...value.entries.values()] : [];
  const isWhole = (isArray(value) || isMap(value)) && value.isWhole;
  const stepped = items.map((item) => step(item, rest)).filter((item) => item !== missingValue);
  const isNested = isForEach(rest);
  return {
    kind: "array",
    items: stepped.flatMap((item) => (isNested && isArray(item) ? item.items : [item])),
    isWhole: isWhole && (!isNested || stepped.every((item) => isArray(item) && item.isWhole)),
  };
}
