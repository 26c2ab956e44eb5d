import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import {
  constants,
  createServer as createHttp2Server,
  type Http2ServerRequest,
  type Http2ServerResponse,
  type Http2Session,
  type ServerHttp2Stream,
} from "node:http2";
import { constants as tlsConstants } from "node:crypto";
import {
  createServer as createTcpServer,
  type AddressInfo,
  type Server,
  type Socket,
} from "node:net";
import {
  createServer as createTlsServer,
  type Server as TlsServer,
  type TLSSocket,
} from "node:tls";
import type { ServedTls } from "./served";

/** A request, whichever version of HTTP it came by. */
export interface Exchange {
  readonly request: IncomingMessage | Http2ServerRequest;
  readonly response: ServerResponse | Http2ServerResponse;
  /** Whether the client has shown a certificate of the authority that is asked for. */
  readonly isAuthorized: boolean;
  /** Ends the answer in its middle: HTTP/1.1 with its connection, HTTP/2 alone. */
  readonly breakOff: () => void;
}

/** What a listener does with connections and requests. */
export interface ListenerRules {
  /** Milliseconds for which an idle connection is kept. */
  readonly idleMilliseconds: () => number;
  /** Requests after which a connection is closed; 0 for no limit. */
  readonly requests: () => number;
  /** Milliseconds after which a connection is closed with the next answer; 0 for never. */
  readonly lifetimeMilliseconds: number;
  /** Whether a connection without a client certificate of the authority is ended. */
  readonly refusesUnauthorized: boolean;
  readonly onExchange: (exchange: Exchange) => void;
}

/** Bytes of headers that an Application Load Balancer takes; nginx takes 32 kB by default. Source: ALB troubleshooting guide, HTTP 400. */
const maxHeaderSize = 65_536;

/** What is known of a connection. */
interface Connection {
  readonly began: number;
  requests: number;
  /** Whether a request by HTTP/1.1 is under way, and whether the connection ends with its answer. */
  isBusy: boolean;
  isClosing: boolean;
  /** Ends it when nobody has used it for long enough. */
  idle?: NodeJS.Timeout;
}

/** Accepts connections over TLS or in clear, and speaks HTTP/1.1 and HTTP/2 on them. */
export class Listener {
  readonly #server: Server | TlsServer;
  readonly #http1 = createServer({ maxHeaderSize });
  readonly #http2 = createHttp2Server();
  readonly #connections = new WeakMap<object, Connection>();
  /** Connections that speak HTTP/1.1. Node keeps no such list for a server that does not listen itself. */
  readonly #open = new Map<Socket, Connection>();
  readonly #sessions = new Set<Http2Session>();

  /**
   * Makes it; `listen` lets it work.
   * @param tls - How it shows itself; undefined for HTTP in clear.
   * @param rules - What it does.
   */
  constructor(
    tls: ServedTls | undefined,
    private readonly rules: ListenerRules,
  ) {
    this.#server =
      tls === undefined
        ? createTcpServer({ noDelay: true }, (socket) => this.#accept(socket))
        : createTlsServer(this.#tlsOptions(tls), (socket) => this.#acceptTls(socket));
    this.#server.on("tlsClientError", () => undefined);
    // Only what is asked for ends a connection here.
    Object.assign(this.#http1, { headersTimeout: 0, requestTimeout: 0, keepAliveTimeout: 0 });
    this.#http1.on("request", (request, response) => this.#exchange1(request, response));
    this.#http1.on("clientError", (_, socket) => {
      socket.end("HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
    });
    this.#http2.on("session", (session) => this.#keepSession(session));
    this.#http2.on("request", (request, response) => this.#exchange2(request, response));
  }

  /** Listens on a free port of every loopback address, which it returns. */
  listen(): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#server.once("error", reject);
      this.#server.listen(0, "127.0.0.1", () =>
        resolve((this.#server.address() as AddressInfo).port),
      );
    });
  }

  /**
   * Shows itself otherwise from now on, and ends idle connections, as a web server does that reads its configuration anew.
   * @param tls - How; not for a listener in clear.
   */
  show(tls: ServedTls): void {
    if ("setSecureContext" in this.#server) {
      this.#server.setSecureContext(this.#tlsOptions(tls));
    }
    for (const [socket, connection] of this.#open) {
      connection.isClosing = true;
      if (!connection.isBusy) {
        socket.end();
      }
    }
    this.#sessions.forEach((session) => session.close());
  }

  #tlsOptions({ certificate: cert, key, clientAuthority: ca }: ServedTls): object {
    return {
      // Else an answer waits for the acknowledgement of the handshake, 40 ms of real time.
      ...{ cert, key, ALPNProtocols: ["h2", "http/1.1"], noDelay: true },
      // A resumed session would not see that the certificate has changed.
      secureOptions: tlsConstants.SSL_OP_NO_TICKET,
      ...(ca === undefined ? {} : { ca, requestCert: true, rejectUnauthorized: false }),
    };
  }

  #acceptTls(socket: TLSSocket): void {
    if (this.rules.refusesUnauthorized && !socket.authorized) {
      socket.destroy();
    } else {
      this.#accept(socket);
    }
  }

  #accept(socket: Socket): void {
    socket.on("error", () => undefined);
    const connection = newConnection();
    this.#connections.set(socket, connection);
    const isHttp2 = "alpnProtocol" in socket && socket.alpnProtocol === "h2";
    if (!isHttp2) {
      this.#open.set(socket, connection);
      socket.once("close", () => {
        clearTimeout(connection.idle);
        this.#open.delete(socket);
      });
    }
    (isHttp2 ? this.#http2 : this.#http1).emit("connection", socket);
  }

  #exchange1(request: IncomingMessage, response: ServerResponse): void {
    const { socket } = request;
    // Written out, because Node would tell clients the timeout too, which few servers do.
    response.setHeader("connection", this.#isLast(socket) ? "close" : "keep-alive");
    this.#keepBusy(socket, response);
    this.rules.onExchange({
      ...{ request, response, isAuthorized: isAuthorized(socket) },
      breakOff: () => socket.destroy(),
    });
  }

  #keepBusy(socket: Socket, response: ServerResponse): void {
    const connection = this.#open.get(socket) ?? newConnection();
    connection.isBusy = true;
    clearTimeout(connection.idle);
    response.once("close", () => {
      connection.isBusy = false;
      if (socket.destroyed) {
        return;
      }
      // Not by Node's keepAliveTimeout, to which some versions add a second of real time.
      connection.idle = setTimeout(
        () => socket.destroy(),
        connection.isClosing ? 0 : this.rules.idleMilliseconds(),
      );
    });
  }

  #exchange2(request: Http2ServerRequest, response: Http2ServerResponse): void {
    const { session } = request.stream;
    if (session === undefined) {
      return;
    }
    this.rules.onExchange({
      ...{ request, response, isAuthorized: isAuthorized(session.socket) },
      breakOff: () => request.stream.close(constants.NGHTTP2_INTERNAL_ERROR),
    });
    if (this.#isLast(session)) {
      session.close();
    }
  }

  #keepSession(session: Http2Session): void {
    this.#sessions.add(session);
    this.#connections.set(session, newConnection());
    session.on("error", () => undefined);
    session.once("close", () => this.#sessions.delete(session));
    let [underWay, timer] = [0, this.#closeLater(session)];
    session.once("close", () => clearTimeout(timer));
    // It is idle while nothing is under way, however long an answer takes.
    session.on("stream", (stream: ServerHttp2Stream) => {
      clearTimeout(timer);
      underWay += 1;
      stream.once("close", () => {
        underWay -= 1;
        timer = underWay === 0 ? this.#closeLater(session) : timer;
      });
    });
  }

  #closeLater(session: Http2Session): NodeJS.Timeout {
    return setTimeout(() => session.close(), this.rules.idleMilliseconds());
  }

  #isLast(connection: object): boolean {
    const known = this.#connections.get(connection) ?? newConnection();
    known.requests += 1;
    const limit = this.rules.requests();
    const { lifetimeMilliseconds: lifetime } = this.rules;
    const isOld = lifetime > 0 && performance.now() - known.began >= lifetime;
    return isOld || (limit > 0 && known.requests >= limit);
  }
}

function newConnection(): Connection {
  return { began: performance.now(), requests: 0, isBusy: false, isClosing: false };
}

/** The socket of a session of HTTP/2 stands for the real one: it has its values, but not its names. */
function isAuthorized(socket: Socket | TLSSocket | undefined): boolean {
  return (socket as Partial<TLSSocket> | undefined)?.authorized === true;
}
