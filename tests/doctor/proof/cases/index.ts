import type { ProofCase } from "../proofCase";
import { dnsCases } from "./dns";
import { healthyCases } from "./healthy";

/** Every fault and every healthy variant. */
export const cases: readonly ProofCase[] = [...dnsCases, ...healthyCases];
