import { apiErrors } from "../../../facts/cloudflare/apiErrors";
import { answerOrders } from "../../../facts/cloudflare/answerOrders";
import { ownEntry } from "../../../core/ownEntry";
import { refuse } from "../calls/refuse";
import { cloudflareHandler } from "../cloudflare/handlers";
import type { Place, ResourceHandler } from "../resources/handler";
import type { Properties } from "../values";
import type { ListRule } from "./lists";

/** What follows an answer to a create, an update or a delete. */
type AnswerForm = "object" | "id" | "nothing" | "no content";

/** A resource type as the API serves it, beyond what its handler knows. */
export interface ServedResource {
  /** What the API does with it, through either door. */
  readonly handler: ResourceHandler;
  /** How it is changed: PUT replaces the object, PATCH changes what it names. */
  readonly updates: readonly ("PUT" | "PATCH")[];
  /** True for what stands alone under its path: it is set, never created. */
  readonly isSingle?: true;
  /** What the scopes of its paths are called. */
  readonly scopes: readonly ("zoneId" | "accountId")[];
  /** What a create and an update answer. Defaults to the object. */
  readonly written?: AnswerForm;
  /** What a delete answers; absent where it cannot be deleted. */
  readonly deleted?: AnswerForm;
  /** How its collection is listed; absent where it has none. */
  readonly list?: ListRule;
  /** Properties that the journal hides besides those that the tables of facts call secret: no client says which are. */
  readonly journaledAsSecret?: readonly string[];
  /** What the API fills in where a client says nothing, beyond the table of facts. */
  readonly defaults?: Properties;
  /** True where an update may change what another resource type would be replaced for. */
  readonly isWhollyMutable?: true;
  /** In which order the API gives the fields; the others follow. */
  readonly order: readonly string[];
  /** Refuses what the API finds invalid before its own rules. */
  readonly invalid: (words: string) => never;
  /** Reads what was sent where the wire says it otherwise than by other names. */
  readonly begin?: (body: Properties) => Properties;
  /** Finishes an answer where the wire says more than the names. */
  readonly finish?: (answer: Properties, place: Place) => Properties;
}

const fallback = (words: string): never => refuse(apiErrors.invalidRequest, words);

/**
 * Says how a resource type is served.
 * @param type - Pulumi type token.
 * @param rest - What its handler does not know.
 * @returns The same, with the defaults.
 */
export function served(
  type: string,
  rest: Omit<ServedResource, "handler" | "order" | "invalid"> & Partial<ServedResource>,
): ServedResource {
  const order = ownEntry(answerOrders, type) ?? [];
  return { handler: cloudflareHandler(type), order, invalid: fallback, ...rest };
}
