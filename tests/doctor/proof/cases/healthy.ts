import { proofCase, type ProofCase } from "../proofCase";

export const healthyCases: readonly ProofCase[] = [
  proofCase("nginx with files", "healthy", async (lab) => {
    await lab.nginx();
  }),
];
