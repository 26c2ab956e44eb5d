import type { EdgeAnswer } from "./edgeAnswers";
import type { RequestSettings } from "./requestSettings";
import type { SampleRequest } from "./sampleRequests";

/** What becomes of one sample request. */
export interface SampleAnswer extends EdgeAnswer {
  /** The request. */
  readonly sample: SampleRequest;
  /** What rules set for it where it goes on to an origin. */
  readonly settings: RequestSettings;
}
