export { declareEnvironment, type EnvironmentOutputs } from "./declare";
export type { Environment } from "./environment";
export { readEnvironment, type ReadEnvironment } from "./readEnvironment";
