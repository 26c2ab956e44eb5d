import { deferredPackages } from "../../sandbox/engine/host/deferredPackages";

// The SDK is loaded by nearly every test, and made to take a function apart by a few: only these load TypeScript with it.
// eslint-disable-next-line @typescript-eslint/no-implied-eval -- the script that is loaded before programs
(new Function("require", deferredPackages) as (load: NodeJS.Require) => void)(require);
