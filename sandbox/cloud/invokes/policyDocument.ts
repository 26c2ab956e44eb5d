import { setEntry } from "../../../core/ownEntry";
import {
  isAbsent,
  list,
  object,
  text,
  texts,
  type Properties,
  type PropertyValue,
} from "../values";

/**
 * Writes an IAM policy document as the provider does, which asks nobody for it.
 * @param args - Arguments of `aws:iam/getPolicyDocument:getPolicyDocument`.
 * @returns The document as JSON, in both of its forms.
 */
export function policyDocument(args: Properties): Properties {
  const version = text(args.version) || "2012-10-17";
  const document = {
    Version: version,
    ...(isAbsent(args.policyId) ? {} : { Id: args.policyId }),
    Statement: [
      ...texts(args.sourcePolicyDocuments).flatMap(statementsOf),
      ...list(args.statements).map((one) => statement(object(one))),
      ...texts(args.overridePolicyDocuments).flatMap(statementsOf),
    ],
  };
  const minifiedJson = JSON.stringify(document);
  return { ...args, id: "policy", version, json: JSON.stringify(document, null, 2), minifiedJson };
}

function statementsOf(json: string): PropertyValue[] {
  const { Statement = [] } = JSON.parse(json) as { Statement?: PropertyValue };
  return Array.isArray(Statement) ? Statement : [Statement];
}

const lists = {
  Action: "actions",
  NotAction: "notActions",
  Resource: "resources",
  NotResource: "notResources",
} as const;

function statement(args: Properties): Properties {
  const written: Properties = { Effect: text(args.effect) || "Allow" };
  if (text(args.sid) !== "") {
    written.Sid = text(args.sid);
  }
  for (const [name, argument] of Object.entries(lists)) {
    if (list(args[argument]).length > 0) {
      setEntry(written, name, oneOrAll(texts(args[argument])));
    }
  }
  for (const [name, argument] of [
    ["Principal", "principals"],
    ["NotPrincipal", "notPrincipals"],
  ] as const) {
    if (list(args[argument]).length > 0) {
      written[name] = principals(list(args[argument]).map(object));
    }
  }
  if (list(args.conditions).length > 0) {
    written.Condition = conditions(list(args.conditions).map(object));
  }
  return written;
}

function principals(all: readonly Properties[]): PropertyValue {
  if (all.some(({ type }) => type === "*")) {
    return "*";
  }
  const byType = new Map<string, string[]>();
  for (const { type, identifiers } of all) {
    byType.set(text(type), [...(byType.get(text(type)) ?? []), ...texts(identifiers)]);
  }
  return Object.fromEntries([...byType].map(([type, ids]) => [type, oneOrAll(ids)]));
}

function conditions(all: readonly Properties[]): Properties {
  const byTest = new Map<string, Properties>();
  for (const { test, variable, values } of all) {
    const held = byTest.get(text(test)) ?? {};
    byTest.set(text(test), { ...held, [text(variable)]: oneOrAll(texts(values)) });
  }
  return Object.fromEntries(byTest);
}

function oneOrAll(values: string[]): PropertyValue {
  const [first, ...others] = values;
  return first !== undefined && others.length === 0 ? first : values;
}
