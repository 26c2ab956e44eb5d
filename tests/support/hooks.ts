import path from "node:path";
import type { Context, RootHookObject } from "mocha";
import { preparedFolder } from "./preparedFolder";

/** Before the processes that run the files begin: they are told the folder by their environment. */
export function mochaGlobalSetup(): void {
  preparedFolder();
}

const engineTests = path.join("tests", "engine");
let end: (() => void) | undefined;

/**
 * What mocha does around every run, and around every file where files run side by side: whatever the tests of the engine write is
 * looked through for secrets, and they share what they can.
 */
export const mochaHooks: RootHookObject = {
  async beforeAll(this: Context) {
    const suites = this.test?.parent?.suites ?? [];
    if (suites.some(({ file }) => file?.includes(engineTests) === true)) {
      const { shareWork } = await import("../engine/sharedWork.js");
      const { startScan } = await import("../engine/scanned.js");
      const endSharing = await shareWork();
      const endScan = startScan();
      end = () => {
        try {
          endScan();
        } finally {
          endSharing();
        }
      };
    }
  },
  afterAll() {
    end?.();
    end = undefined;
  },
};
