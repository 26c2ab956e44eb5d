import { modelType } from "../../model/graph/resourceTypes";
import { say } from "../words/words";
import {
  answerBefore,
  hostsOf,
  askedPhrase,
  meetingRisk,
  Meetings,
  ruleName,
  type Meeting,
  type Passage,
} from "./edgeMeetings";
import type { Risk } from "./risk";

/** Methods by which a bucket is read, and which it answers to anybody who may. Source: Amazon S3 API reference, GetObject and HeadObject. */
const reading: readonly string[] = ["GET", "HEAD", "OPTIONS"];

/** Requests that come to be sent to a bucket. */
interface Sending {
  /** The bucket's hostname. */
  readonly bucket: string;
}

/**
 * Finds requests which write, for which the plan shows that the origin is made, and that a rule of Cloud Connector comes to send to a
 * bucket, where strangers may only read.
 * Source: Cloudflare docs, rules/cloud-connector (a rule sends all that it matches); Amazon S3 API reference, Error responses (403
 * AccessDenied, 405 MethodNotAllowed).
 * @param passages - The hostnames, with the requests that their origins are made for.
 */
export function bucketWriteRisks(passages: readonly Passage[]): Risk[] {
  const found = new Meetings<Sending>();
  for (const passage of passages) {
    for (const answer of passage.is) {
      const { sample, settings, outcome } = answer;
      const { by, value } = settings.originHost ?? {};
      const isWrite = !reading.includes(sample.forms[0]?.method ?? "GET");
      const isOfConnector = by !== undefined && modelType(by.resource.type) === "cloudConnector";
      const old = answerBefore(passage.was, sample);
      const isNew = old !== undefined && old.settings.originHost?.value !== value;
      if (isWrite && isOfConnector && isNew && sample.isPlanned === true && outcome === "passes") {
        found.add(passage, by, sample, { bucket: String(value) });
      }
    }
  }
  return found.all().map(writeRisk);
}

function writeRisk(sending: Meeting & Sending): Risk {
  return meetingRisk(sending, "origin-rule-host", "high", {
    consequence: say`From this change on ${askedPhrase(sending)} to ${hostsOf(sending)}, which its load balancer has a rule for, go to the bucket ${sending.bucket}, by ${ruleName(sending.rule)}: a bucket lets visitors read and takes nothing from them, and uploads and forms there get Error 403 or 405, until the rule leaves them to the origin.`,
    hint: say`Let the expression ask for http.request.method in {"GET" "HEAD"} too.`,
  });
}
