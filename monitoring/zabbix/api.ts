import {
  zabbixApiPath,
  zabbixNotFound,
  zabbixTaken,
  zabbixUnauthorized,
  zabbixVersions,
} from "../../facts/monitoring/zabbix";
import { ownEntry } from "../../core/ownEntry";
import { callService, isAnswered, ServiceError, type Answered } from "../serviceCall";

/** How a Zabbix is reached. */
export interface ZabbixAccess {
  /** Address of its frontend. */
  readonly url: string;
  /** An API token. */
  readonly apiToken: string;
  /** How long each answer is waited for, in milliseconds. Defaults to half a minute. */
  readonly timeoutMilliseconds?: number;
  /** Ends what is under way. */
  readonly cancelled: AbortSignal;
}

/** What Zabbix refused, in its own words. */
export class ZabbixRefusal extends ServiceError {
  /**
   * Writes the refusal as a sentence.
   * @param message - The sentence.
   * @param isNotFound - Whether the object is not there, or not to be seen by the token.
   * @param isTaken - Whether there is another of that name.
   */
  constructor(
    message: string,
    readonly isNotFound: boolean,
    readonly isTaken: boolean,
  ) {
    super(message);
  }
}

/** The JSON-RPC API of one Zabbix. */
export class ZabbixApi {
  #version: Promise<readonly [number, number]> | undefined;
  #calls = 0;

  /**
   * Calls nothing yet.
   * @param access - How it is reached.
   */
  constructor(private readonly access: ZabbixAccess) {}

  /**
   * Calls a method as the token's user.
   * @param method - Name of the method, such as `host.create`.
   * @param params - Its parameters.
   * @returns Its result.
   * @throws {ServiceError} Where no answer comes, or one that is none of JSON-RPC.
   * @throws {ZabbixRefusal} Where Zabbix refuses.
   */
  async call(method: string, params: unknown): Promise<unknown> {
    const version = await this.version();
    const { apiToken } = this.access;
    return isBefore(version, zabbixVersions.bearerHeader)
      ? this.post(method, params, { auth: apiToken }, {})
      : this.post(method, params, {}, { Authorization: `Bearer ${apiToken}` });
  }

  /**
   * Calls a method that gives back a list of objects.
   * @param method - Name of the method, such as `host.get`.
   * @param params - Its parameters.
   * @returns The objects.
   */
  async list(method: string, params: unknown): Promise<readonly Answered[]> {
    const result = await this.call(method, params);
    if (Array.isArray(result) && result.every(isAnswered)) {
      return result;
    }
    throw this.unexpected(method, "something that is no list of objects");
  }

  /**
   * Calls a method that makes one object.
   * @param method - Name of the method, such as `host.create`.
   * @param params - The object.
   * @param idsName - Where the answer holds the ids of what was made, such as `hostids`.
   * @returns The id of the object.
   */
  async make(method: string, params: unknown, idsName: string): Promise<string> {
    const result = await this.call(method, params);
    const ids = isAnswered(result) ? ownEntry(result, idsName) : undefined;
    const [id] = Array.isArray(ids) && ids.length === 1 ? (ids as unknown[]) : [];
    if (typeof id === "string" && /^\d{1,20}$/.test(id)) {
      return id;
    }
    throw this.unexpected(method, "no id of what was made");
  }

  private version(): Promise<readonly [number, number]> {
    this.#version ??= this.askVersion().catch((error: unknown) => {
      this.#version = undefined;
      throw error;
    });
    return this.#version;
  }

  private async askVersion(): Promise<readonly [number, number]> {
    const answer = await this.post("apiinfo.version", {}, {}, {});
    const [, major, minor] =
      /^(\d{1,3})\.(\d{1,3})/.exec(typeof answer === "string" ? answer : "") ?? [];
    if (major === undefined || minor === undefined) {
      throw this.unexpected("apiinfo.version", "no version");
    }
    const version = [Number(major), Number(minor)] as const;
    if (isBefore(version, zabbixVersions.oldest)) {
      const oldest = zabbixVersions.oldest.join(".");
      throw new ServiceError(`${this.name()} must be ${oldest} or later; got ${version.join(".")}`);
    }
    return version;
  }

  private async post(
    method: string,
    params: unknown,
    auth: { readonly auth?: string },
    headers: Readonly<Record<string, string>>,
  ): Promise<unknown> {
    this.#calls += 1;
    const id = this.#calls;
    const { status, json, notJson } = await callService({
      ...{
        service: this.name(),
        action: method,
        urlArgument: "zabbix.url",
        method: "POST",
        headers,
      },
      url: `${this.access.url.replace(/\/+$/, "")}${zabbixApiPath}`,
      body: { jsonrpc: "2.0", method, params, id, ...auth },
      timeoutMilliseconds: this.access.timeoutMilliseconds ?? 30_000,
      cancelled: this.access.cancelled,
    });
    if (!isAnswered(json) || json.jsonrpc !== "2.0") {
      const got = notJson ?? "JSON that is no answer of JSON-RPC";
      throw this.unexpected(method, `${got} and HTTP status ${status}`);
    }
    const { error, result } = json;
    if (error !== undefined) {
      throw this.refusal(method, error);
    }
    if (json.id !== id || result === undefined) {
      throw this.unexpected(method, json.id === id ? "no result" : "the answer to another call");
    }
    return result;
  }

  private refusal(method: string, error: unknown): ServiceError {
    const { message, data } = isAnswered(error) ? error : {};
    const said = [message, data].filter((text) => typeof text === "string").join(" ");
    const isTaken = zabbixTaken.test(said);
    const wayOut = isTaken
      ? "; if it is yours, take it over with `pulumi import`"
      : zabbixUnauthorized.test(said)
        ? "; check zabbix.apiToken: it is none of this Zabbix, disabled or over"
        : "";
    return new ZabbixRefusal(
      `${this.name()} refused ${method}: ${said === "" ? "without a reason" : said}${wayOut}`,
      data === zabbixNotFound,
      isTaken,
    );
  }

  private unexpected(method: string, got: string): ServiceError {
    return new ServiceError(
      `${this.name()} answered ${method} with ${got}; check that zabbix.url is the address of its frontend`,
    );
  }

  private name(): string {
    return `Zabbix at ${this.access.url}`;
  }
}

function isBefore(version: readonly [number, number], other: readonly [number, number]): boolean {
  return version[0] < other[0] || (version[0] === other[0] && version[1] < other[1]);
}
