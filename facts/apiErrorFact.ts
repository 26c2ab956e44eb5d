/** One way in which the API refuses. */
export interface ApiErrorFact {
  /** HTTP status. */
  readonly status: number;
  /** The API's error code. Absent where none is published; the status then stands alone. */
  readonly code?: string;
  /** When the API answers so. */
  readonly when: string;
  /** What it means and what to do, where the API's words do not say so. */
  readonly means?: string;
  /** Where this is written. */
  readonly source: string;
}
