export * from "./args";
export { ResilientSite } from "./resilientSite";
