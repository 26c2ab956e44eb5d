import type { ResourceRules } from "../../../facts/resourceRules";
import type { Account, StoredObject } from "../account/account";
import type { ApiCaller, ApiRequest } from "../calls/apiRequest";
import type { AccountSeed } from "../accountSeed";
import type { Properties } from "../values";
import type { ResourceShape } from "../types/shape";

/** Where a call happens: the account, what it had from the start, and the region of an AWS call. */
export interface Place {
  readonly account: Account;
  readonly seed: AccountSeed;
  /** Region of an AWS resource; "" for Cloudflare. */
  readonly region: string;
}

/** What can be done with a resource. */
export type Operation = "create" | "read" | "update" | "delete";

/** Pulumi's name of a provider that has a stand-in. */
export type ProviderName = "cloudflare" | "aws" | "tls" | "newrelic";

/** How an operation reaches the API. */
export type Route = Pick<ApiRequest, "method" | "path">;

/** What the API has at hand to store an object. */
export interface Setting {
  readonly place: Place;
  readonly shape: ResourceShape;
  /** Names of the secret properties. */
  readonly secrets: readonly string[];
}

/** What a flow of several calls has at hand. */
export interface Flow extends Setting {
  readonly client: ApiCaller;
}

/** How the API refuses a call about an object that does not exist. */
export interface Missing {
  /** HTTP status. */
  readonly status: number;
  /** The API's code, where it is published. */
  readonly code?: string;
  /** The API's words. */
  readonly words: string;
  /** What it means, in the stand-in's own words. Defaults to nothing. */
  readonly means?: string;
}

/** What the provider and the API know about one resource type. */
export interface ResourceHandler {
  /** Pulumi type token. */
  readonly type: string;
  /** The provider whose type it is. */
  readonly service: ProviderName;
  /** Its row in the tables of facts. */
  readonly rules: ResourceRules;
  /** True for a type that is known by its declared types alone. */
  readonly hasNoRules?: true;
  /** Properties that the API tells and the provider does not: they never get into a state. Absent for none. */
  readonly accountOnly?: readonly string[];
  /** Computed values inside of objects that a program gives, with a dot before their names. Defaults to none. */
  readonly computedInside?: readonly string[];
  /** Property that is named after the resource where the program gives no name. */
  readonly autoName?: { readonly property: string; readonly maximumLength: number };
  /** How each operation reaches the API. */
  route(operation: Operation, properties: Properties, place: Place, id?: string): Route;
  /** Makes the id of a new object. */
  newId(wanted: Properties, place: Place): string;
  /** What tells the object apart from others of its type. Defaults to the id. */
  key?(properties: Properties, id: string): string;
  /**
   * What the provider refuses in a preview besides types, enumerated values and ranges.
   * @returns Sentences.
   */
  check?(inputs: Properties): string[];
  /**
   * Refuses, with an `ApiError`, what the API refuses of a new object or of a change.
   * @param wanted - What was sent, with the provider's defaults.
   * @param object - The object as it stands; undefined for a new one.
   */
  validate?(wanted: Properties, place: Place, object?: StoredObject): void;
  /**
   * What the API answers beyond, or otherwise than, what was sent: canonical forms, sorted lists, computed values.
   * @returns Properties that override what was sent.
   */
  computeOutputs?(wanted: Properties, place: Place, id: string, object?: StoredObject): Properties;
  /**
   * What an update sends, for types whose provider leaves out what the state holds already. Defaults to everything.
   * @param wanted - What the program gives, with the provider's defaults.
   * @param state - The properties in the state.
   */
  sent?(wanted: Properties, state: Properties): Properties;
  /**
   * What stands in the account before any program runs.
   * @returns Its properties, or undefined where nothing stands under the key.
   */
  standing?(key: string, place: Place): Properties | undefined;
  /**
   * Keys of all that stands in a zone, an account or everywhere before any program runs, for lists.
   * @param scope - Properties with `zoneId`, `accountId` or neither.
   */
  standingKeys?(scope: Properties, place: Place): readonly string[];
  /** How the API refuses a call about an object that does not exist. Defaults to 404 without a code, "not found". */
  readonly missing?: Missing;
  /** Takes away what goes with an object that is deleted. */
  beforeDelete?(object: StoredObject, place: Place): void;
  /** The form in which two values of a property are compared. */
  normalize?(properties: Properties, place: Place): Properties;
  /** What a read finds beyond what is stored. */
  observe?(object: StoredObject, place: Place): Properties;
  /**
   * Makes the object without an API: it stands in the state alone. Its id is among what it says. Defaults to calls.
   * @param wanted - What the program gives, with the provider's defaults.
   */
  makesInState?(wanted: Properties): Properties;
  /** Creates with more than one call. Defaults to one call. */
  create?(wanted: Properties, flow: Flow): Promise<StoredObject>;
  /** Updates with more than one call. Defaults to one call. */
  update?(wanted: Properties, object: StoredObject, flow: Flow): Promise<StoredObject>;
}
