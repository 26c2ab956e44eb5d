import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");

/** Collects garbage at once: what is held by nobody is gone. */
export const collectGarbage = runInNewContext("gc") as () => void;
