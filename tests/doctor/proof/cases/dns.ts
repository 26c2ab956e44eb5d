import type { ProofCase } from "../proofCase";

export const dnsCases: readonly ProofCase[] = [];
export const hasOwnNames: ReadonlySet<string> = new Set(dnsCases.map(({ id }) => id));
