export { cacheRoot, writableFolder } from "./cacheRoot";
export { checkRoom } from "./diskRoom";
export {
  packageFile,
  type Engine,
  type EngineSource,
  type EngineStep,
  type OnProgress,
} from "./engine";
export { engineEnvironment, type EngineEnvironmentOptions } from "./environment";
export { violationsOf, violationText, type PolicyViolation, type EngineEvent } from "./events";
export { findEngine, type FindEngineOptions } from "./find";
export type { InlineProgram } from "./inlineProgram";
export {
  OperationFailed,
  type OperationKind,
  type OperationOptions,
  type OperationResult,
} from "./operation";
export { checkPassphrase } from "./passphrase";
export { readProject, readStackSettings, type Project } from "./project";
export { secretStandIn, type ConfigValue } from "./stackConfig";
export { Workspace, type WorkspaceOptions } from "./workspace";
