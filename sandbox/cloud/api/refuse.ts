import type { ApiErrorFact } from "../../../facts/cloudflare/apiErrors";
import { ApiError } from "./apiError";

/**
 * Refuses a call, in the way of one row of the tables of API errors.
 * @param fact - The row.
 * @param words - What the API says; never a secret.
 * @throws {ApiError} Always.
 */
export function refuse(fact: ApiErrorFact, words: string): never {
  throw new ApiError(fact.status, fact.code, words, { means: fact.means });
}
