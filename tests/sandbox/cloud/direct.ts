import { ApiError } from "../../../sandbox/cloud/calls/apiError";
import { startCloud, type Cloud, type CloudOptions } from "../../../sandbox/startCloud";
import type { Connection, Outcome, Subject } from "../../../sandbox/cloud/provider/subject";
import type { Difference } from "../../../sandbox/cloud/provider/diff";
import type { Properties } from "../../../sandbox/cloud/values";

/** A cloud without an engine: the calls that an engine would make, made by a test. */
export class DirectCloud {
  private readonly connection: Connection;

  private constructor(readonly cloud: Cloud) {
    this.connection = cloud.provider.connect();
  }

  static async start(options: CloudOptions = {}): Promise<DirectCloud> {
    return new DirectCloud(await startCloud({ timeScale: 0.0001, ...options }));
  }

  get ids(): { accountId: string; zoneId: string } {
    const { accountId, zones } = this.cloud.seed;
    return { accountId, zoneId: zones[0]?.id ?? "" };
  }

  check(type: string, inputs: Properties, secrets: string[] = []): Promise<string[]> {
    return this.cloud.provider.check(this.subject(type, secrets), inputs);
  }

  create(type: string, inputs: Properties, secrets: string[] = []): Promise<Outcome> {
    return this.cloud.provider.create(this.subject(type, secrets), inputs, false);
  }

  foretell(type: string, inputs: Properties): Promise<Outcome> {
    return this.cloud.provider.create(this.subject(type), inputs, true);
  }

  update(type: string, made: Outcome, oldInputs: Properties, inputs: Properties, preview = false) {
    const request = { oldInputs, state: made.outputs, inputs, ignored: [] };
    return this.cloud.provider.update(this.subject(type), made.id, request, preview);
  }

  diff(
    type: string,
    state: Properties,
    oldInputs: Properties,
    inputs: Properties,
  ): Promise<Difference> {
    const request = { oldInputs, state, inputs, ignored: [] };
    return this.cloud.provider.diff(this.subject(type), request);
  }

  read(type: string, id: string, state: Properties = {}, oldInputs: Properties = {}) {
    return this.cloud.provider.read(this.subject(type), id, state, oldInputs);
  }

  delete(type: string, made: Outcome): Promise<void> {
    return this.cloud.provider.delete(this.subject(type), made.id, made.outputs);
  }

  async invoke(token: string, args: Properties): Promise<Properties> {
    return (await this.cloud.provider.invoke(token, args, this.connection)).properties;
  }

  cancel(): void {
    this.connection.client.cancel();
  }

  /** Calls so far as `METHOD path status code`, ids shortened to `<id>`. */
  calls(): string[] {
    return this.cloud.journal.calls.map(({ method, path, outcome }) =>
      [method, path.replace(/[0-9a-f]{32}/g, "<id>"), outcome.status, outcome.code]
        .filter((part) => part !== undefined)
        .join(" "),
    );
  }

  stop(): Promise<void> {
    return this.cloud.stop();
  }

  private subject(type: string, secrets: string[] = []): Subject {
    return { type, connection: this.connection, secrets: new Set(secrets) };
  }
}

/** What an API refused with: status, code and words. */
export async function refusal(
  call: Promise<unknown>,
): Promise<{ status: number; code: string | undefined; words: string }> {
  try {
    await call;
  } catch (error) {
    if (error instanceof ApiError) {
      return { status: error.status, code: error.code, words: error.words };
    }
    throw error;
  }
  throw new Error("the call was not refused");
}
