import { symlinkSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import path from "node:path";

/**
 * Lets programs in TypeScript whose temporary files are to lie in a folder take what tsx has translated from where it keeps that for
 * all others: else each folder has the whole of it translated anew.
 * @param folder - The folder, which is not yet that of this process.
 */
export function shareTranslations(folder: string): void {
  const kept = `tsx-${process.geteuid?.() ?? userInfo().username}`;
  symlinkSync(path.join(tmpdir(), kept), path.join(folder, kept), "junction");
}
