export { QueueingMethod } from "../../facts/cloudflare/waitingRooms";
export * from "./args";
export * from "./waitingRoom";
