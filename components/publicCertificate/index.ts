export * from "./args";
export * from "./publicCertificate";
