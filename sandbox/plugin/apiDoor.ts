import { Struct, Value } from "google-protobuf/google/protobuf/struct_pb";

/** Where the Cloudflare plugin is to find its API, and by which token it is let in. */
export interface ApiDoor {
  /** Base URL of the v4 API, e.g. `http://127.0.0.1:40123/client/v4`. */
  readonly url: string;
  /** The token that it takes, of 40 or more letters, digits, hyphens and underscores. */
  readonly token: string;
}

/**
 * The settings of the Cloudflare provider that say which API it calls, and as whom. A base URL that is set wins over
 * `CLOUDFLARE_BASE_URL`. Source: Cloudflare Terraform provider v5, internal/provider.go, Configure.
 */
export const leadingNames = [
  "baseUrl",
  "apiToken",
  "apiKey",
  "email",
  "apiUserServiceKey",
] as const;

/**
 * Takes out of a provider's settings what says which API it calls, and as whom.
 * @param settings - The settings, of a program or of the stack's configuration.
 * @returns The others.
 */
export function withoutDoor(settings: Struct): Struct {
  return withSettings(settings, new Struct());
}

/**
 * Gives a provider's settings back what says which API it calls, and as whom.
 * @param settings - The settings without.
 * @param own - The settings that had it.
 * @returns Both together.
 */
export function withOwnDoor(settings: Struct, own: Struct): Struct {
  return withSettings(settings, own);
}

/**
 * Leads a provider to an API, whichever its settings name: a program's own token opens no door of the sandbox, and the
 * API of the internet must not be reached from it.
 * @param settings - The settings.
 * @param door - Where to.
 * @returns The settings with the door's address and token, and no others.
 */
export function ledTo(settings: Struct, door: ApiDoor): Struct {
  return withSettings(settings, Struct.fromJavaScript({ baseUrl: door.url, apiToken: door.token }));
}

function withSettings(settings: Struct, leading: Struct): Struct {
  const result = settings.clone();
  const fields = result.getFieldsMap();
  for (const name of leadingNames) {
    const value: Value | undefined = leading.getFieldsMap().get(name);
    if (value === undefined) {
      fields.del(name);
    } else {
      fields.set(name, value);
    }
  }
  return result;
}
