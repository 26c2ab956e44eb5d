#!/usr/bin/env node
import { runCommand } from "./command";

const stop = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    if (stop.signal.aborted) {
      // The second time there is no waiting; children are killed as this process ends.
      process.exit(1);
    }
    process.stderr.write("Stopping; once more to stop at once\n");
    stop.abort();
  });
}

void runCommand(process.argv.slice(2), {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  screen: process.stderr.isTTY ? process.stderr : undefined,
  environment: process.env,
  signal: stop.signal,
}).then((exitCode) => {
  process.exitCode = exitCode;
});
