import { z } from "zod";
import { CloudflarePlan } from "../facts/cloudflare/plans";

/** A key of the user's that names resources; it must not change afterwards. */
export const keySchema = z.string().min(1, "be a name of at least one character");

/** A Cloudflare plan. */
export const planSchema = closedSet(CloudflarePlan);

/**
 * The schema of a closed set of wire values, from the table that holds them.
 * @param values - An as-const object whose values are the members.
 */
export function closedSet<const T extends Readonly<Record<string, string>>>(
  values: T,
): z.ZodEnum<{ [K in T[keyof T] & string]: K }> {
  return z.enum(Object.values(values) as [T[keyof T] & string]) as unknown as z.ZodEnum<{
    [K in T[keyof T] & string]: K;
  }>;
}
