import { withoutSecrets } from "../core/secrets";
import { visibleLines } from "../core/visibleText";

/** Where a command reads and writes; tests give their own. */
export interface Terminal {
  /** Writes to standard output, which carries results only. */
  readonly out: (text: string) => void;
  /** Writes to standard error, which carries everything else. */
  readonly err: (text: string) => void;
  /** Standard error when it is a terminal with a person before it; a live display needs one. */
  readonly screen: NodeJS.WriteStream | undefined;
  /** The environment of the user. */
  readonly environment: NodeJS.ProcessEnv;
  /** Fires when the user wants the command to stop. */
  readonly signal: AbortSignal;
}

/**
 * Keeps whatever is written from steering the terminal, from showing other text than it holds, and from giving secrets away:
 * names of resources and the words of engines and programs may be written by strangers.
 * @param terminal - Where to write.
 * @returns The same, through which nothing else gets.
 */
export function safeTerminal(terminal: Terminal): Terminal {
  const safe = (text: string): string => visibleLines(withoutSecrets(text));
  return {
    ...terminal,
    out: (text) => terminal.out(safe(text)),
    err: (text) => terminal.err(safe(text)),
  };
}
