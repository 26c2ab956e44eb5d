export * from "./loadBalancing";
export { CloudflarePlan } from "../facts/cloudflare/plans";
export * from "./originFirewall";
export * from "./alerts";
export * from "./dns";
export * from "./tls";
export * from "./originCertificate";
export * from "./publicCertificate";
export * from "./site";
