export * from "./args";
export * from "./originPulls";
export * from "./secretHeader";
export * from "./secretHeaderArgs";
