import Cloudflare from "cloudflare";
import { startCloud, type Cloud, type CloudOptions } from "../../../../sandbox/startCloud";

/** A cloud, its API, and the official client that is pointed at it. */
export interface ClientAtDoor {
  readonly cloud: Cloud;
  readonly url: string;
  readonly token: string;
  readonly client: Cloudflare;
}

/**
 * Starts a cloud and points the official client at its API; both end with the tests of the suite.
 * @param options - How the cloud is started.
 * @returns What is there from the suite's `before` on.
 */
export function clientAtDoor(options: CloudOptions = {}): ClientAtDoor {
  const here = {} as { -readonly [Name in keyof ClientAtDoor]: ClientAtDoor[Name] };
  before(async () => {
    here.cloud = await startCloud(options);
    const { url, token } = await here.cloud.openApi();
    here.url = url;
    here.token = token;
    here.client = new Cloudflare({ apiToken: token, baseURL: url, maxRetries: 0 });
  });
  after(() => here.cloud.stop());
  return here;
}

/**
 * Reads page after page.
 * @param pages - A list call of the client.
 * @returns All that its auto-pager gives.
 */
export async function all<T>(pages: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const each of pages) {
    found.push(each);
  }
  return found;
}

/**
 * Awaits a call that the API refuses.
 * @param call - The call.
 * @returns The status, and the API's codes and messages.
 */
export async function refusal(call: Promise<unknown>): Promise<[number, ...[number, string][]]> {
  const error: unknown = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Cloudflare.APIError)) {
    throw new Error(`no refusal by the API: ${String(error)}`);
  }
  return [
    error.status as number,
    ...error.errors.map(({ code, message }): [number, string] => [Number(code), String(message)]),
  ];
}
