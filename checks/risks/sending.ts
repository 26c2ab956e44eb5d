import type { Meeting } from "./edgeMeetings";

/** Hostnames that a rule comes to send to a port, or to ask under another name. */
export interface Sending extends Meeting {
  readonly value: number | string;
}
