import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";

/** What the engine asks AWS KMS of the key with which it encrypts a stack's secrets. */
type Asked = { readonly Plaintext: string } | { readonly CiphertextBlob: string };

const algorithm = "aes-256-gcm";
const ivBytes = 12;
const tagBytes = 16;

/** A key service of this process. */
export interface KeyService {
  /** What `--secrets-provider` takes. */
  readonly secretsProvider: string;
  /** Ends it; what it has encrypted cannot be read again. */
  stop(): void;
}

/**
 * Serves as much of AWS KMS on loopback as the engine needs, with a key that dies with this process. Where a stack has a passphrase,
 * every command of the engine derives a key in a million rounds, which is two fifths of its time.
 * @returns The service.
 */
export async function serveKeys(): Promise<KeyService> {
  const key = randomBytes(32);
  const server = createServer((request, response) => {
    void answer(key, request).then((body) => {
      response.setHeader("Content-Type", "application/x-amz-json-1.1").end(JSON.stringify(body));
    });
  });
  server.unref();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const settings = `region=us-east-1&anonymous=true&endpoint=http://127.0.0.1:${port}`;
  return {
    secretsProvider: `awskms://alias/tests?${settings}`,
    stop: () => server.close(),
  };
}

async function answer(key: Buffer, request: IncomingMessage): Promise<object> {
  const asked = (await json(request)) as Asked;
  return "Plaintext" in asked
    ? { KeyId: "tests", CiphertextBlob: encrypted(key, Buffer.from(asked.Plaintext, "base64")) }
    : { KeyId: "tests", Plaintext: decrypted(key, Buffer.from(asked.CiphertextBlob, "base64")) };
}

function encrypted(key: Buffer, plain: Buffer): string {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv(algorithm, key, iv);
  const parts = [iv, cipher.update(plain), cipher.final()];
  return Buffer.concat([...parts, cipher.getAuthTag()]).toString("base64");
}

function decrypted(key: Buffer, blob: Buffer): string {
  const decipher = createDecipheriv(algorithm, key, blob.subarray(0, ivBytes));
  decipher.setAuthTag(blob.subarray(-tagBytes));
  const plain = decipher.update(blob.subarray(ivBytes, -tagBytes));
  return Buffer.concat([plain, decipher.final()]).toString("base64");
}
