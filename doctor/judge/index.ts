export { judge } from "./judge";
export { verdictExitCodes } from "./verdict";
export type { JudgedCause, Undecided, Verdict } from "./verdict";
