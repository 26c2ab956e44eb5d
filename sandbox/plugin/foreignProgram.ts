import { closeSync, openSync, readSync } from "node:fs";

/** Where the head of an ELF file says which processor it is for. Source: System V ABI, ELF header (`e_machine`). */
const machine = { from: 18, to: 20 } as const;

/**
 * Whether a file is a program for another processor than this one. A system that cannot run it takes it for a text of commands.
 * @param file - Its path.
 * @returns True for an ELF file whose processor is not that of Node.js; false for everything else, and for what cannot be read.
 */
export function isForeignProgram(file: string): boolean {
  const [head, own] = [elfHead(file), elfHead(process.execPath)];
  return head !== undefined && own !== undefined && !processorOf(head).equals(processorOf(own));
}

function processorOf(head: Buffer): Buffer {
  return head.subarray(machine.from, machine.to);
}

function elfHead(file: string): Buffer | undefined {
  const head = Buffer.alloc(machine.to);
  try {
    const descriptor = openSync(file, "r");
    try {
      readSync(descriptor, head, 0, machine.to, 0);
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return undefined;
  }
  return head.subarray(0, 4).equals(Buffer.from("\u007fELF")) ? head : undefined;
}
