import type { ProofCase } from "../proofCase";
import { accessCases } from "./access";
import { dnsCases } from "./dns";
import { healthyCases } from "./healthy";
import { networkCases } from "./network";
import { phpCases } from "./php";
import { serverCases } from "./servers";
import { strangerCases } from "./strangers";
import { secondStrangerCases } from "./strangersSecond";
import { tlsCases } from "./tls";

/** Every fault and every healthy variant. */
export const cases: readonly ProofCase[] = [
  ...phpCases,
  ...serverCases,
  ...tlsCases,
  ...accessCases,
  ...dnsCases,
  ...networkCases,
  ...healthyCases,
  ...strangerCases,
  ...secondStrangerCases,
];
