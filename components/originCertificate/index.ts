export * from "./args";
export * from "./originCertificate";
