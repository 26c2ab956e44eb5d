import { collectBundle } from "./collect";

// The collection as a program of its own: one file that an origin's host needs nothing for but Node.
const stop = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.once(signal, () => stop.abort());
}
void collectBundle(stop.signal).then((bundle) => {
  process.stdout.write(`${JSON.stringify(bundle)}\n`, () => process.exit(0));
});
