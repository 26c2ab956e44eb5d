export * from "./args";
export * from "./ruleArgs";
export * from "./expression";
export * from "./edgeRules";
