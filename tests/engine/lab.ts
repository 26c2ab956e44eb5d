import { openProject, runProgram, startCloud } from "../../sandbox/testing";

/** Where a stack's life is tried: another lab may serve it by another provider, or note down what it sees. */
export interface Lab {
  readonly startCloud: typeof startCloud;
  readonly runProgram: typeof runProgram;
  readonly openProject: typeof openProject;
}

/** The harness as users have it, with the stand-ins. */
export const stockLab: Lab = { startCloud, runProgram, openProject };
