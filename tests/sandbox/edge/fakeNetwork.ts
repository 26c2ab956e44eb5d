import { createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { createServer } from "node:https";
import { createSecureServer } from "node:http2";
import {
  createServer as listenInClear,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from "node:http";
import {
  connect,
  createServer as listenForTcp,
  type AddressInfo,
  type Server as NetServer,
  type Socket,
} from "node:net";
import { certify } from "../../../sandbox/cloud/x509/certificate";
import { nameOf } from "../../../sandbox/cloud/x509/names";
import type { EdgeAuthority, EdgeCertificate } from "../../../sandbox/edge/authority";
import type { Dialling, OriginNetwork } from "../../../sandbox/network/network";

/** An authority of a test's own. */
export class TestAuthority implements EdgeAuthority {
  readonly #key = newKey();
  readonly #name = nameOf({ commonName: "authority of a test" });
  readonly certificate = certify(
    {
      ...{ publicKey: createPublicKey(this.#key), subject: this.#name, hostnames: [] },
      ...{ ...dates(-1, 90), use: ["authority"] },
    },
    { name: this.#name, key: this.#key },
  );

  /** A certificate of a server, that of another authority where it is self-signed. */
  server(hostnames: readonly string[], wrong?: "expired" | "self-signed"): EdgeCertificate {
    const key = newKey();
    const subject = nameOf({ commonName: hostnames[0] ?? "nobody" });
    const days = wrong === "expired" ? dates(-90, -1) : dates(-1, 90);
    const certificate = certify(
      { ...{ publicKey: createPublicKey(key), subject, hostnames, ...days }, use: ["server"] },
      wrong === "self-signed" ? { name: subject, key } : { name: this.#name, key: this.#key },
    );
    return { certificate, key: pem(key) };
  }

  client(): EdgeCertificate {
    const key = newKey();
    const subject = nameOf({ commonName: "origin-pull" });
    const content = { publicKey: createPublicKey(key), subject, hostnames: [], ...dates(-1, 90) };
    const issuer = { name: this.#name, key: this.#key };
    return { certificate: certify({ ...content, use: ["client"] }, issuer), key: pem(key) };
  }
}

function newKey(): KeyObject {
  return generateKeyPairSync("ec", { namedCurve: "prime256v1" }).privateKey;
}

function pem(key: KeyObject): string {
  return key.export({ format: "pem", type: "pkcs8" }).toString();
}

function dates(from: number, until: number): { from: Date; until: Date } {
  const at = (days: number): Date => new Date(Date.now() + days * 86_400_000);
  return { from: at(from), until: at(until) };
}

/** What the way to an origin does in a test. */
export type FakeWay = "open" | "ECONNREFUSED" | "EHOSTUNREACH" | "ENOTFOUND" | "silent";

/** A server of an origin, or what stands in its place. */
export interface FakeOrigin {
  /** What it does with a connection. */
  way: FakeWay;
  /** Modelled seconds since when nobody answers on the connections that stand. */
  silentSince: number | undefined;
  /** Answers requests. */
  answer: RequestListener;
  /** Connections that it was asked for, by the address that they came from. */
  readonly callers: string[];
  /** Whether each request came over a new connection. */
  readonly requests: IncomingMessage[];
  readonly port: number;
}

/** A network of a test: addresses that lead to servers in this process. */
export class FakeNetwork implements OriginNetwork {
  readonly authority = new TestAuthority();
  readonly #origins = new Map<string, FakeOrigin>();
  readonly #servers: { close(): unknown }[] = [];
  readonly #sockets = new Set<Socket>();
  readonly #connected = new WeakMap<Socket, FakeOrigin>();

  /** Starts an HTTPS server at an address. */
  async https(
    address: string,
    { certificate = this.authority.server(["www.example.com"]), tls = {}, http2 = false } = {},
  ): Promise<FakeOrigin> {
    const listener = (request: IncomingMessage, response: ServerResponse): void => {
      origin.requests.push(request);
      origin.answer(request, response);
    };
    const terms = { cert: certificate.certificate, key: certificate.key, ...tls };
    const server = http2
      ? createSecureServer(terms, listener as never)
      : createServer({ ...terms, keepAliveTimeout: 60_000 }, listener);
    const origin = await this.#placed(address, server);
    return origin;
  }

  /** Starts a server of HTTP in clear at an address. */
  async http(address: string): Promise<FakeOrigin> {
    const server = listenInClear((request, response) => {
      origin.requests.push(request);
      origin.answer(request, response);
    });
    const origin = await this.#placed(address, server);
    return origin;
  }

  /** Starts a server of bare connections at an address. */
  async tcp(address: string, listener: (socket: Socket) => void): Promise<FakeOrigin> {
    return this.#placed(address, listenForTcp(listener));
  }

  async connect({ address, port, from, signal }: Dialling): Promise<Socket> {
    const origin = this.#origins.get(address);
    origin?.callers.push(`${from} ${port}`);
    const way = origin?.way ?? "ENOTFOUND";
    if (way === "silent") {
      await new Promise((_, reject) => {
        signal.addEventListener("abort", () =>
          reject(Object.assign(new Error("aborted"), { code: "ABORT_ERR" })),
        );
      });
    }
    if (way !== "open" || origin === undefined) {
      throw Object.assign(new Error(way), { code: way });
    }
    const socket = connect(origin.port, "127.0.0.1");
    this.#sockets.add(socket);
    this.#connected.set(socket, origin);
    await new Promise((resolve, reject) => socket.once("connect", resolve).once("error", reject));
    return socket;
  }

  silentSince(connection: Socket): number | undefined {
    return this.#connected.get(connection)?.silentSince;
  }

  /** Ends every server and connection. */
  stop(): void {
    this.#servers.forEach((server) => server.close());
    this.#sockets.forEach((socket) => socket.destroy());
  }

  async #placed(address: string, server: NetServer): Promise<FakeOrigin> {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    this.#servers.push(server);
    server.on("connection", (socket: Socket) => this.#sockets.add(socket));
    const origin: FakeOrigin = {
      ...{ way: "open" as const, silentSince: undefined, callers: [], requests: [] },
      answer: (_, response) => void response.end(address),
      port: (server.address() as AddressInfo).port,
    };
    this.#origins.set(address, origin);
    return origin;
  }
}
