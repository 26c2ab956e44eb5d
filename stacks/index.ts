export { declareEnvironment, type EnvironmentOutputs } from "./declare";
export { environmentSchema, type Environment } from "./environment";
export { readEnvironment, type ReadEnvironment } from "./readEnvironment";
