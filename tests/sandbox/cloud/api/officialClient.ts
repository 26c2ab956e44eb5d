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
