import { z } from "zod";

/** The version of the JSON form of a rehearsal. */
export const rehearsalVersion = 1;

const count = z.number().int().nonnegative();
const seconds = z.number();

const answers = z.object({
  /** The status that visitors got. */
  status: z.number().int(),
  /** Why it was an error; null for a good answer. */
  cause: z.string().nullable(),
  /** How many requests. */
  requests: count,
});

const measured = z.object({
  /** Requests that were answered, from before the fault until after it. */
  requests: count,
  /** Of these, those whose visitors got an error of 5xx, or an answer that broke off. */
  failed: count,
  /** Requests that had no answer when the rehearsal gave up waiting. */
  unanswered: count,
  /** Modelled seconds from the fault's begin until a request came that failed; null where none did. */
  firstFailureSeconds: seconds.nullable(),
  /** Until the monitors took the first origin out; null where they took none. */
  detectedSeconds: seconds.nullable(),
  /** Until the last request came that failed; null where none did. */
  lastFailureSeconds: seconds.nullable(),
  /** From the fault's end until the last origin was in again; null where none was out, or one still is. */
  returnedSeconds: seconds.nullable(),
  /** The longest that a visitor waited for an answer that came well; null where none did. */
  longestWaitSeconds: seconds.nullable(),
  /** Requests by status and cause, the most first. */
  answers: z.array(answers),
  /** The same by the second in which the request came, counted from the fault's begin: those before it are negative. */
  timeline: z.array(z.object({ second: z.number().int(), answers: z.array(answers) })),
  /** Every change of an origin's health, in seconds from the fault's begin. */
  health: z.array(
    z.object({ seconds, origin: z.string(), healthy: z.boolean(), reason: z.string() }),
  ),
});

const verdict = z.object({
  /** Its kind. */
  id: z.enum([
    "no-errors",
    "within-bound",
    "unseen",
    "nowhere-else",
    "over-bound",
    "healthy-taken-out",
    "unhealthy-before",
    "failed-before",
    "not-judged",
  ]),
  /** Whether the site does what it declares: visitors' errors end within the bound; null where that cannot be told. */
  holds: z.boolean().nullable(),
  /** What was seen, as a sentence without a full stop. */
  sentence: z.string(),
  /** The way out, as a sentence without a full stop; null where none is needed. */
  hint: z.string().nullable(),
});

const rehearsed = z.object({
  fault: z.string(),
  /** What happened, as a sentence without a full stop. */
  what: z.string(),
  /** The most modelled seconds by which requests of it were sent late, since the machine was busy. */
  lateSeconds: seconds,
  /** Modelled seconds that it lasted. */
  lastedSeconds: seconds,
  /** Seconds after which a visitor may see no more errors, as the component's output `failover` counts; null without monitors. */
  boundSeconds: seconds.nullable(),
  declared: measured,
  /** The same fault on Cloudflare's defaults. */
  defaults: measured,
  verdicts: z.array(verdict),
  /** Ids of the rows of `rehearsalConstants` that what was seen rests on. */
  constants: z.array(z.string()),
});

const schema = z.object({
  version: z.literal(rehearsalVersion),
  /** The site whose visitors were counted. */
  hostname: z.string(),
  /** Modelled seconds in a real one. */
  speed: z.number(),
  /** Requests in a modelled second. */
  rate: z.number(),
  /** What it ran on, a sentence each without a full stop. */
  ranOn: z.array(z.string()),
  /** What was assumed where the plan does not say, a sentence each. */
  assumptions: z.array(z.string()),
  faults: z.array(rehearsed),
  /** Faults that were asked for and cannot happen to the site. */
  inapplicable: z.array(z.object({ fault: z.string(), because: z.string() })),
  /** Hostnames that were not rehearsed. */
  notServed: z.array(z.object({ hostname: z.string(), because: z.string() })),
});

/** What a rehearsal measured, in plain values: its JSON form. */
export type Rehearsal = z.infer<typeof schema>;

/** One fault of it. */
export type RehearsedFault = z.infer<typeof rehearsed>;

/** What visitors of one site met, during one fault. */
export type Measured = z.infer<typeof measured>;

/** How many requests had the same status for the same cause. */
export type Answers = z.infer<typeof answers>;

/** What a fault shows of a site. */
export type Verdict = z.infer<typeof verdict>;

/**
 * Reads a rehearsal.
 * @param text - Its JSON form.
 * @returns The rehearsal; a sentence without a full stop where it is none.
 */
export function readRehearsal(text: string): Rehearsal | string {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return "It is no JSON";
  }
  const { data, error } = schema.safeParse(json);
  const [issue] = error?.issues ?? [];
  return data ?? `${issue?.path.join(".")}: ${issue?.message}`;
}
