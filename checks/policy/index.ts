export type { Breach, Cause, Finding, PolicyException } from "../findings/finding";
export { severities, type Severity } from "../findings/severity";
export { bareText, type Phrase } from "../words/words";
export { readTrafficPaths } from "../../model/traffic/path";
export { ModelReference, secretValue } from "../../model/graph/resources";
export { unknownValue } from "../../core/known";
export type { ModelObject, ModelResource, ModelValue } from "../../model/graph/resources";
export {
  readPolicyConfiguration,
  type PolicyConfiguration,
  type RuleConfiguration,
} from "./configuration";
export { PolicyConfigurationError } from "./configurationError";
export type { JudgedChange, JudgedPlan, RuleContext } from "./context";
export { judgePlan, type JudgeOptions, type PolicyResult, type RuleFinding } from "./evaluate";
export type {
  PackPolicy,
  PackResource,
  PackResourcePolicy,
  PackStack,
  PackStackPolicy,
} from "./packPolicy";
export { policies } from "./policies";
export { type Evidence, type LimitValues, type Rule, type Violation } from "./rule";
export { nearestRule, ruleGroups, ruleOf, rules, type RuleGroup, type RuleId } from "./rules";
