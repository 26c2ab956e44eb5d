import { setTimeout as sleep } from "node:timers/promises";
import { uptimeRobotApi } from "../../facts/monitoring/uptimeRobot";
import {
  callService,
  isAnswered,
  ServiceError,
  type Answered,
  type ServiceAnswer,
} from "../serviceCall";

/** How UptimeRobot is reached. */
export interface UptimeRobotAccess {
  /** Address of the API. */
  readonly url: string;
  /** The main API key. */
  readonly apiKey: string;
  /** Ends what is under way. */
  readonly cancelled: AbortSignal;
}

/** A call of the API. */
export interface UptimeRobotCall {
  /** The HTTP method. */
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  /** Path beneath the address, such as `/monitors/1`. */
  readonly path: string;
  /** What is sent. Defaults to nothing. */
  readonly body?: unknown;
}

/** An error after which nothing has been done: the API has refused the call. */
export class UptimeRobotRefusal extends ServiceError {}

/** UptimeRobot's API 3. */
export class UptimeRobotApi {
  /**
   * Calls nobody yet.
   * @param access - How it is reached.
   */
  constructor(private readonly access: UptimeRobotAccess) {}

  /**
   * Makes a call, and makes it again where the limit of calls is reached, as long as the API asks for, and where it fails but cannot
   * have done anything twice.
   * @param call - The call.
   * @returns What is answered; undefined where there is no such object.
   * @throws {UptimeRobotRefusal} Where the API refuses: whatever was asked has not been done.
   * @throws {ServiceError} Where it still fails after the last attempt.
   */
  async send(call: UptimeRobotCall): Promise<Answered | undefined> {
    for (let attempt = 1; ; attempt += 1) {
      const answer = await this.attempt(call, attempt);
      if (answer !== undefined) {
        return this.read(call, answer, attempt);
      }
    }
  }

  /**
   * Waits until an object that was deleted is not answered any more.
   * @param path - Its path.
   * @throws {ServiceError} Where it is still there after two minutes.
   */
  async untilGone(path: string): Promise<void> {
    const end = Date.now() + uptimeRobotApi.longestDeletion * 1000;
    for (let wait = 0.25; (await this.send({ method: "GET", path })) !== undefined; wait *= 2) {
      if (Date.now() > end) {
        throw new ServiceError(
          `${this.name()} still has ${path}, which was deleted; run again later`,
        );
      }
      await this.wait(Math.min(wait, 10));
    }
  }

  /**
   * Finds the monitors that have a tag.
   * @param tag - The tag.
   * @returns The monitors, as the API lists them.
   */
  async tagged(tag: string): Promise<Answered[]> {
    const listed = await this.send({ method: "GET", path: `/monitors?tags=${tag}` });
    const found: unknown[] = Array.isArray(listed?.data) ? listed.data : [];
    return found.filter(isAnswered).filter((monitor) => tagsOf(monitor).includes(tag));
  }

  /**
   * Waits.
   * @param seconds - How long.
   * @throws {ServiceError} Where the run is ended meanwhile.
   */
  async wait(seconds: number): Promise<void> {
    const { cancelled } = this.access;
    await sleep(seconds * 1000, undefined, { signal: cancelled }).catch(() => {
      throw new ServiceError(`${this.name()} was not asked again: cancelled`);
    });
  }

  /** One attempt; undefined where another is to follow, after a wait. */
  private async attempt(
    call: UptimeRobotCall,
    attempt: number,
  ): Promise<ServiceAnswer | undefined> {
    const { attemptsAtFailure, attemptsAtLimit, longestRetryAfter } = uptimeRobotApi;
    const isSafe = call.method !== "POST" && attempt < attemptsAtFailure;
    const backoff = 0.2 * 2 ** (attempt - 1);
    try {
      const answer = await this.once(call);
      const isLimited = answer.status === 429 && attempt < attemptsAtLimit;
      if (!isLimited && !(answer.status >= 500 && isSafe)) {
        return answer;
      }
      await this.wait(Math.min(retryAfter(answer.headers) ?? backoff, longestRetryAfter));
    } catch (error) {
      if (!isSafe || this.access.cancelled.aborted) {
        throw error;
      }
      await this.wait(backoff);
    }
    return undefined;
  }

  private once({ method, path, body }: UptimeRobotCall): Promise<ServiceAnswer> {
    const { url, apiKey, cancelled } = this.access;
    return callService({
      ...{
        service: this.name(),
        action: `${method} ${path}`,
        urlArgument: "uptimeRobot.url",
        method,
      },
      ...{ url: `${url.replace(/\/+$/, "")}${path}`, body, cancelled },
      headers: { Authorization: `Bearer ${apiKey}` },
      timeoutMilliseconds: 30_000,
    });
  }

  private read(
    { method, path }: UptimeRobotCall,
    { status, json, notJson }: ServiceAnswer,
    attempts: number,
  ): Answered | undefined {
    const asked = `${method} ${path}`;
    if (status === 404 || status === 410) {
      return undefined;
    }
    if (status === 429) {
      throw new UptimeRobotRefusal(
        `${this.name()} has refused ${asked} ${attempts} times with 429: its limit of calls is reached; run again later`,
      );
    }
    if (status >= 200 && status < 300) {
      const isEmpty = method === "DELETE" || status === 204;
      if (isAnswered(json) || isEmpty) {
        return isAnswered(json) ? json : {};
      }
      const got = notJson ?? "JSON that is no object";
      throw new ServiceError(`${this.name()} answered ${asked} with ${got}; check uptimeRobot.url`);
    }
    const wayOut = status === 401 || status === 403 ? "; check uptimeRobot.apiKey" : "";
    throw new (status < 500 ? UptimeRobotRefusal : ServiceError)(
      `${this.name()} refused ${asked} with ${status}: ${reasonIn(json) ?? notJson ?? "no reason"}${wayOut}`,
    );
  }

  private name(): string {
    return `UptimeRobot at ${this.access.url}`;
  }
}

/** Names of the tags of a monitor, as the API answers them. */
function tagsOf({ tags }: Answered): unknown[] {
  return Array.isArray(tags) ? tags.filter(isAnswered).map(({ name }) => name) : [];
}

/** Seconds until the next attempt, as the API asks for: a number or a date. Source: RFC 9110, section 10.2.3. */
function retryAfter(headers: Headers): number | undefined {
  const text = headers.get("retry-after")?.trim() ?? "";
  const seconds = /^\d{1,9}$/.test(text) ? Number(text) : (Date.parse(text) - Date.now()) / 1000;
  return Number.isNaN(seconds) ? undefined : Math.max(0, seconds);
}

/** The reason in the body of a refusal: one sentence, or one for each wrong field. */
function reasonIn(json: unknown): string | undefined {
  if (!isAnswered(json)) {
    return undefined;
  }
  const said = json.message ?? json.error ?? json.detail;
  const sentences: unknown[] = Array.isArray(said) ? said : [said];
  const texts = sentences.filter((each) => typeof each === "string");
  return texts.length === 0 ? undefined : texts.join("; ").slice(0, 1000);
}
