export * from "./args";
export * from "./healthAlerts";
