let runs = 0;

/**
 * Runs a program of Pulumi while stacks are written without source maps. Pulumi keeps the stack of every promise, and most of the time
 * of a test would go into looking up lines that nobody reads. What fails is read afterwards, with its lines.
 * @param program - Runs it.
 * @returns What the program gives.
 */
export async function withPlainStacks<T>(program: () => Promise<T>): Promise<T> {
  runs += 1;
  process.setSourceMapsEnabled(false);
  try {
    return await program();
  } finally {
    runs -= 1;
    process.setSourceMapsEnabled(runs === 0);
  }
}
