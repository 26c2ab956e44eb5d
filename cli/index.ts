#!/usr/bin/env node
import { runCommand } from "./command";
import { Stop, stopCodes } from "./exitCodes";

// A reader that has seen enough, such as `head`, is no failure: what is left has no reader, and the exit code stays that of the command.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") {
      throw error;
    }
  });
}

const stop = new AbortController();
for (const signal of Object.keys(stopCodes) as (keyof typeof stopCodes)[]) {
  process.on(signal, () => {
    if (stop.signal.aborted) {
      // The second time there is no waiting; children are killed as this process ends.
      process.exit(stopCodes[signal]);
    }
    process.stderr.write("Stopping; once more to stop at once\n");
    stop.abort(new Stop(signal));
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
