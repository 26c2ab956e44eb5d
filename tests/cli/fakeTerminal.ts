import type { Terminal } from "../../cli/terminal";

/** A terminal that keeps what was written. */
export interface FakeTerminal extends Terminal {
  /** Everything on standard output. */
  readonly stdout: () => string;
  /** Everything on standard error. */
  readonly stderr: () => string;
}

/**
 * Makes a terminal without a person before it.
 * @param environment - The user's environment. Defaults to an empty one.
 * @param signal - What stops the command. Defaults to nothing.
 * @returns The terminal, with nothing written yet.
 */
export function fakeTerminal(
  environment: NodeJS.ProcessEnv = {},
  signal: AbortSignal = new AbortController().signal,
): FakeTerminal {
  const written = { out: "", err: "" };
  return {
    out: (text) => void (written.out += text),
    err: (text) => void (written.err += text),
    screen: undefined,
    environment,
    signal,
    stdout: () => written.out,
    stderr: () => written.err,
  };
}
