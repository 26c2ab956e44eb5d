export * from "./args";
export * from "./maintenancePage";
