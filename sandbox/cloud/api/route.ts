import type { Operation } from "./incoming";

/** A method that the API knows. */
export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** A path with placeholders such as `:zoneId`, and what each method does there. */
export interface Route {
  readonly path: string;
  readonly methods: Readonly<Partial<Record<Method, Operation>>>;
  /** True where a body may be a list, which then stands under `items`. */
  readonly takesLists?: true;
}
