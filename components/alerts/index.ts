export * from "./args";
export * from "./healthAlerts";
export type { AlbAlarms } from "./albAlarms";
