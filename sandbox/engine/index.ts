export { cacheRoot, writableFolder } from "../cacheRoot";
export { checkDiskSpace } from "../diskSpace";
export { type Engine, type EngineSource, type EngineStep, type OnProgress } from "./acquire/engine";
export { packageFile } from "../packageFile";
export { engineEnvironment, type EngineEnvironmentOptions } from "./workspace/environment";
export { violationsOf, violationText, type PolicyViolation, type EngineEvent } from "./host/events";
export { findEngine, type FindEngineOptions } from "./acquire/find";
export type { InlineProgram } from "./host/inlineProgram";
export {
  OperationFailed,
  type OperationKind,
  type OperationOptions,
  type OperationResult,
} from "./workspace/operation";
export { hasResources } from "./workspace/hasResources";
export { checkPassphrase } from "./workspace/passphrase";
export { readProject, readStackSettings, stacksOf, type Project } from "./project/project";
export { secretStandIn, type ConfigValue } from "./project/stackConfig";
export { Workspace, type WorkspaceOptions } from "./workspace/workspace";
