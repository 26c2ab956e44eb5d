export { readTrafficPaths } from "../../model/traffic/path";
export { ModelReference, secretValue } from "../../model/graph/resources";
export { unknownValue } from "../../core/known";
export type { ModelObject, ModelResource, ModelValue } from "../../model/graph/resources";
export {
  readPolicyConfiguration,
  type PolicyConfiguration,
  type PolicyException,
  type RuleConfiguration,
} from "./configuration";
export { PolicyConfigurationError } from "./configurationError";
export type { JudgedChange, JudgedPlan, RuleContext } from "./context";
export { judgePlan, type Finding, type JudgeOptions, type PolicyResult } from "./evaluate";
export type {
  PackPolicy,
  PackResource,
  PackResourcePolicy,
  PackStack,
  PackStackPolicy,
} from "./packPolicy";
export { policies } from "./policies";
export {
  severities,
  type Evidence,
  type LimitValues,
  type Rule,
  type Severity,
  type Violation,
} from "./rule";
export { nearestRule, ruleGroups, ruleOf, rules, type RuleGroup } from "./rules";
