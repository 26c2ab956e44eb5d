import type { Measured, RehearsedFault } from "./rehearsal";

/** A column of the table of a rehearsal's faults. */
export interface RehearsalColumn {
  /** Its head, as words within a sentence. */
  readonly title: string;
  /** What stands in it of a fault. */
  readonly cell: (fault: RehearsedFault) => string;
}

/** The columns of the table of a rehearsal's faults, after the one of their names; times count from a fault's begin. */
export const rehearsalColumns: readonly RehearsalColumn[] = [
  { title: "failed", cell: ({ declared }) => share(declared) },
  { title: "on defaults", cell: ({ defaults }) => share(defaults) },
  { title: "first", cell: ({ declared }) => seconds(declared.firstFailureSeconds) },
  { title: "out", cell: ({ declared }) => seconds(declared.detectedSeconds) },
  { title: "last", cell: ({ declared }) => seconds(declared.lastFailureSeconds) },
  { title: "bound", cell: ({ boundSeconds }) => seconds(boundSeconds) },
  { title: "back", cell: ({ declared }) => seconds(declared.returnedSeconds) },
];

function share({ failed, requests }: Measured): string {
  return `${failed} of ${requests}`;
}

function seconds(value: number | null): string {
  return value === null ? "-" : `${value} s`;
}
