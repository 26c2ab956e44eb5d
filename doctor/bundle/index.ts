export { collectBundle } from "./collect";
export type { Bundle } from "./format";
export { readBundle } from "./read";
export { UnreadableBundle } from "./unreadableBundle";
export { bundleEvidence, certificateEvidence, type BundleTarget } from "./judged";
