export * from "./args";
export * from "./originFirewall";
