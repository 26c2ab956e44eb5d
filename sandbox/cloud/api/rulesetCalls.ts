import type { Route } from "./routes";

/** Entry points and single rules. */
export const rulesetRoutes: readonly Route[] = [];
