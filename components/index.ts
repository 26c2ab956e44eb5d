export * from "./loadBalancing";
export { CloudflarePlan } from "../facts/cloudflare/plans";
