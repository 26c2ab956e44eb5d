export * from "./args";
export * from "./originPulls";
