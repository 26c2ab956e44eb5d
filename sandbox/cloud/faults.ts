/** The API answers 429. */
export interface RateLimitedFault {
  /** Tells the faults apart. */
  readonly kind: "rateLimited";
  /** Goes into the header Retry-After. Defaults to no header. */
  readonly retryAfterSeconds?: number;
}

/** The API answers with a server error. */
export interface ServerErrorFault {
  /** Tells the faults apart. */
  readonly kind: "serverError";
  /** HTTP status. Defaults to 500. */
  readonly status?: number;
  /** `html` for a page, as what stands in front of the API answers. Defaults to the API's own form, JSON. */
  readonly form?: "html";
}

/** No answer comes until the provider gives up or is told to cancel. */
export interface HangFault {
  /** Tells the faults apart. */
  readonly kind: "hang";
}

/** The connection breaks. */
export interface DropFault {
  /** Tells the faults apart. */
  readonly kind: "drop";
  /** Whether the API had done its work by then. Defaults to false. */
  readonly reached?: boolean;
}

/** The API does its work, but its answer breaks off in the middle. */
export interface TruncatedFault {
  /** Tells the faults apart. */
  readonly kind: "truncated";
}

/** The API refuses for good. */
export interface RefusedFault {
  /** Tells the faults apart. */
  readonly kind: "refused";
  /** HTTP status. */
  readonly status: number;
  /** The API's code. Defaults to none. */
  readonly code?: string;
  /** The API's message. */
  readonly message: string;
}

/** What goes wrong with a call. */
export type Fault =
  RateLimitedFault | ServerErrorFault | HangFault | DropFault | TruncatedFault | RefusedFault;

/** Which calls a fault hits. What is not given does not matter. */
export interface FaultMatch {
  /** Which API. */
  readonly service?: "cloudflare" | "aws";
  /** HTTP method. */
  readonly method?: string;
  /** Pulumi type token. */
  readonly type?: string;
  /** Text that the path must contain, e.g. `/dns_records` or `AuthorizeSecurityGroupIngress`. */
  readonly path?: string;
  /** Only from the n-th matching call on, 1 being the first. Defaults to 1. */
  readonly nth?: number;
}

/** A fault to come. */
export interface FaultRule {
  /** Which calls it hits. Defaults to all. */
  readonly match?: FaultMatch;
  /** What goes wrong. */
  readonly fault: Fault;
  /** How many calls it hits; `Infinity` for all. Defaults to 1. */
  readonly times?: number;
}

/** The call that a fault may hit. */
export interface CallAttempt {
  /** Which API. */
  readonly service: "cloudflare" | "aws";
  /** HTTP method. */
  readonly method: string;
  /** Path or action. */
  readonly path: string;
  /** Pulumi type token. */
  readonly type: string;
}

interface ArmedRule {
  readonly rule: FaultRule;
  seen: number;
  left: number;
}

/** Faults on demand: what is added here goes wrong in the calls to come. */
export class Faults {
  private rules: ArmedRule[] = [];

  /**
   * Arms a fault.
   * @param rule - Which calls it hits, what goes wrong, and how often.
   */
  add(rule: FaultRule): void {
    this.rules.push({ rule, seen: 0, left: rule.times ?? 1 });
  }

  /** Disarms every fault. */
  clear(): void {
    this.rules = [];
  }

  /**
   * Takes the fault that hits a call, if one does; it then has one time less to hit.
   * @param attempt - The call.
   * @returns The fault of the first rule that matches, or undefined.
   */
  take(attempt: CallAttempt): Fault | undefined {
    for (const armed of this.rules) {
      if (armed.left > 0 && matches(armed.rule.match ?? {}, attempt)) {
        armed.seen += 1;
        if (armed.seen >= (armed.rule.match?.nth ?? 1)) {
          armed.left -= 1;
          return armed.rule.fault;
        }
      }
    }
    return undefined;
  }
}

function matches(match: FaultMatch, attempt: CallAttempt): boolean {
  return (
    (match.service ?? attempt.service) === attempt.service &&
    (match.method ?? attempt.method) === attempt.method &&
    (match.type ?? attempt.type) === attempt.type &&
    attempt.path.includes(match.path ?? "")
  );
}
