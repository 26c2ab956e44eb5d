import { once } from "node:events";
import { spawn, type ChildProcess } from "node:child_process";
import path from "node:path";
import { collect, track } from "../../../sandbox/engine/childProcess";
import { pythonWith } from "./environment";

/** The region of what the server holds. */
const region = "eu-west-1";

/** A version of an object in a bucket. */
export interface StoredObject {
  /** Its key. */
  readonly key: string;
  /** What it holds. */
  readonly text: string;
}

/** An S3 and a KMS on loopback that forget everything when they end: moto's server. */
export class MotoServer {
  private constructor(
    /** Its address, such as `http://127.0.0.1:5000`. */
    readonly url: string,
    private readonly process: ChildProcess,
  ) {}

  /**
   * Starts a server on a free port.
   * @returns The server, once it takes connections.
   * @throws NoPython where it cannot be had.
   */
  static async start(): Promise<MotoServer> {
    const server = path.join(await pythonWith("moto"), "moto_server");
    const child = spawn(server, ["--host", "127.0.0.1", "--port", "0"], {
      stdio: ["ignore", "ignore", "pipe"],
      detached: true,
    });
    track(child);
    return new Promise((resolve, reject) => {
      const said = collect(child.stderr, (line) => {
        const url = /Running on (http:\/\/127\.0\.0\.1:\d+)/.exec(line)?.[1];
        if (url !== undefined) {
          resolve(new MotoServer(url, child));
        }
      });
      child.once("error", reject);
      child.once("exit", () => reject(new Error(`moto's server ended: ${said()}`)));
    });
  }

  /** What an AWS SDK must be told to call this server instead of AWS. */
  get environment(): Record<string, string> {
    return {
      AWS_ENDPOINT_URL: this.url,
      AWS_ACCESS_KEY_ID: "key-of-a-test",
      AWS_SECRET_ACCESS_KEY: "secret-of-a-test",
      AWS_EC2_METADATA_DISABLED: "true",
    };
  }

  /** Makes a bucket that keeps every version of its objects. */
  async makeBucket(name: string): Promise<void> {
    const namespace = 'xmlns="http://s3.amazonaws.com/doc/2006-03-01/"';
    await this.call(
      `/${name}`,
      "PUT",
      `<CreateBucketConfiguration ${namespace}><LocationConstraint>${region}</LocationConstraint></CreateBucketConfiguration>`,
    );
    await this.call(
      `/${name}?versioning`,
      "PUT",
      `<VersioningConfiguration ${namespace}><Status>Enabled</Status></VersioningConfiguration>`,
    );
  }

  /** Makes a key for encryption. */
  async makeKey(alias: string): Promise<void> {
    const { KeyMetadata } = JSON.parse(await this.callKms("CreateKey", {})) as {
      KeyMetadata: { KeyId: string };
    };
    await this.callKms("CreateAlias", { AliasName: alias, TargetKeyId: KeyMetadata.KeyId });
  }

  /** Every version of every object of a bucket, also of those that are deleted. */
  async versions(bucket: string): Promise<StoredObject[]> {
    const list = await this.call(`/${bucket}?versions`);
    const versions = [...list.matchAll(/<Version>(.*?)<\/Version>/gs)].map(([, version = ""]) => ({
      key: element(version, "Key"),
      id: element(version, "VersionId"),
    }));
    return Promise.all(
      versions.map(async ({ key, id }) => ({
        key,
        text: await this.call(`/${bucket}/${key}?versionId=${id}`),
      })),
    );
  }

  /** The objects of a bucket as they are now. */
  async objects(bucket: string): Promise<StoredObject[]> {
    const list = await this.call(`/${bucket}?list-type=2`);
    const keys = [...list.matchAll(/<Contents>(.*?)<\/Contents>/gs)].map(([, object = ""]) =>
      element(object, "Key"),
    );
    return Promise.all(
      keys.map(async (key) => ({ key, text: await this.call(`/${bucket}/${key}`) })),
    );
  }

  /** Ends the server. */
  async stop(): Promise<void> {
    const ended = once(this.process, "exit");
    this.process.kill("SIGTERM");
    await ended;
  }

  private callKms(action: string, body: object): Promise<string> {
    return this.call("/", "POST", JSON.stringify(body), {
      "x-amz-target": `TrentService.${action}`,
      "content-type": "application/x-amz-json-1.1",
    });
  }

  /** Sends a request; the server takes any signature, and reads the region from it. */
  private async call(
    target: string,
    method = "GET",
    body?: string,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<string> {
    const service = headers["x-amz-target"] === undefined ? "s3" : "kms";
    const scope = `key-of-a-test/20260101/${region}/${service}/aws4_request`;
    const authorization = `AWS4-HMAC-SHA256 Credential=${scope}`;
    const answer = await fetch(`${this.url}${target}`, {
      method,
      headers: { authorization, ...headers },
      ...(body === undefined ? {} : { body }),
    });
    const text = await answer.text();
    if (!answer.ok) {
      throw new Error(`${method} ${target}: ${answer.status} ${text}`);
    }
    return text;
  }
}

function element(xml: string, name: string): string {
  return new RegExp(`<${name}>(.*?)</${name}>`, "s").exec(xml)?.[1] ?? "";
}
