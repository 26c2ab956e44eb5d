import type { KeyRule } from "../core/schema";

/** Keys that become parts of names in the cloud, which do not take every character. */
export const names: KeyRule = {
  pattern: /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/,
  rule: "be named by 1 to 64 letters, digits, dots, underscores and hyphens, the first a letter or digit",
};
