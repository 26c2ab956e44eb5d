export { EdgeCertificateAuthority } from "../../facts/cloudflare/certificatePacks";
export * from "./args";
export * from "./edgeCertificate";
