export { TieredCacheTopology } from "../../facts/cloudflare/tieredCache";
export * from "./args";
export * from "./argoAndTieredCache";
