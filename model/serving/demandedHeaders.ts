import { unknownValue, type Known } from "../../core/known";
import type { DeclaredOrigin } from "./declaredSite";
import { notKnownText } from "./notKnown";

/** Headers that origins demand, by their names in lower case, with the values that they let through. */
export type Demanded = ReadonlyMap<string, readonly string[]>;

/**
 * Lists the headers that origins demand.
 * @param origins - The origins.
 */
export function demandedHeaders(origins: readonly DeclaredOrigin[]): Demanded {
  return new Map(
    origins.flatMap(({ server: { requiredHeader } }) =>
      requiredHeader === undefined ? [] : [[requiredHeader.name, requiredHeader.values]],
    ),
  );
}

/**
 * The value that is sent in a header. Where one side cannot be read, as it is a secret, both are taken to agree.
 * @param value - What is sent.
 * @param demanded - What is demanded; undefined for nothing.
 */
export function sentValue(value: Known<string>, demanded: readonly string[] | undefined): string {
  const [first = notKnownText] = demanded ?? [];
  const isUnread = value === unknownValue || demanded?.includes(notKnownText) === true;
  return isUnread ? first : value;
}
