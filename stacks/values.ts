import { z } from "zod";
import { CloudflarePlan } from "../facts/cloudflare/plans";

/** A key of the user's that names a resource; it must not change afterwards. */
export const keySchema = z.string().min(1, "be named by at least one character");

/** A key that becomes part of names in the cloud, which do not take every character. */
export const nameSchema = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/,
    "be named by 1 to 64 letters, digits, dots, underscores and hyphens, the first a letter or digit",
  );

/** A Cloudflare plan. */
export const planSchema = closedSet(CloudflarePlan);

/**
 * The schema of a closed set of wire values, from the table that holds them.
 * @param values - An as-const object whose values are the members.
 */
export function closedSet<const T extends Readonly<Record<string, string>>>(
  values: T,
): z.ZodEnum<{ [K in T[keyof T] & string]: K }> {
  return z.enum(Object.values(values) as (T[keyof T] & string)[]);
}
