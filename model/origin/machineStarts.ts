import { anyOf, certain, negated, type Certainty } from "../../core/certainty";
import { unknownValue } from "../../core/known";
import { isObject, isUnread, readText } from "../graph/reading";
import type { ModelResource, ModelValue } from "../graph/resources";
import { endsAtFailure, fetchingCommands, metadataRequests } from "../../facts/aws/userData";
import { userDataOf } from "./userData";

/** What a machine is given to begin with: the metadata of itself for which its user data asks, too. */
export type GivenStart = "role" | "user data" | "metadata";

/**
 * Whether machines are given something to begin with.
 * @param template - A launch template, or an instance.
 * @returns For each, whether they are; `unknown` where the plan does not say yet.
 */
export function givenStarts(template: ModelResource): Readonly<Record<GivenStart, Certainty>> {
  const { userData, userDataBase64, iamInstanceProfile } = template.properties;
  return {
    role: anyOf(
      isObject(iamInstanceProfile)
        ? [isGiven(iamInstanceProfile.arn), isGiven(iamInstanceProfile.name)]
        : [isGiven(iamInstanceProfile)],
    ),
    "user data": anyOf([isGiven(userData), isGiven(userDataBase64)]),
    metadata: negated(isDeniedMetadata(template)),
  };
}

/** Whether user data asks the metadata service without the token that this wants, or one that is off. */
function isDeniedMetadata(template: ModelResource): Certainty {
  const { metadataOptions } = template.properties;
  const options = isObject(metadataOptions) ? metadataOptions : {};
  const [tokens, endpoint] = [readText(options.httpTokens), readText(options.httpEndpoint)];
  const texts = userDataOf(template).filter((text) => metadataRequests.asked.test(text));
  const isTokenless = texts.some((text) => !metadataRequests.token.test(text));
  return certain(
    (texts.length > 0 && endpoint === "disabled") || (isTokenless && tokens === "required"),
  );
}

/**
 * Whether machines cannot serve that lack something of what those had from which they differ.
 * @param template - What those were made by.
 * @param lost - What they lack.
 * @returns True where user data fetched what serves, or ends at what it is denied.
 */
export function servesOnlyWith(template: ModelResource, lost: readonly GivenStart[]): boolean {
  const texts = userDataOf(template);
  return (
    (lost.includes("user data") && texts.some((text) => fetchingCommands.test(text))) ||
    (lost.includes("metadata") &&
      texts.some((text) => metadataRequests.asked.test(text) && endsAtFailure.test(text)))
  );
}

/** A secret is given as well as a text. */
function isGiven(value: ModelValue | undefined): Certainty {
  if (isUnread(value)) {
    return "yes";
  }
  const text = readText(value) ?? "";
  return text === unknownValue ? "unknown" : certain(text !== "");
}
