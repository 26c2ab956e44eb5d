import { anyOf, certain, type Certainty } from "../../core/certainty";
import { unknownValue } from "../../core/known";
import { isObject, isUnread, readText } from "../graph/reading";
import type { ModelResource, ModelValue } from "../graph/resources";

/** What a machine is given to begin with. */
export type GivenStart = "role" | "user data";

/**
 * Whether machines are given something to begin with.
 * @param template - A launch template, or an instance.
 * @returns For each, whether they are; `unknown` where the plan does not say yet.
 */
export function givenStarts({
  properties,
}: ModelResource): Readonly<Record<GivenStart, Certainty>> {
  const { userData, userDataBase64, iamInstanceProfile } = properties;
  return {
    role: anyOf(
      isObject(iamInstanceProfile)
        ? [isGiven(iamInstanceProfile.arn), isGiven(iamInstanceProfile.name)]
        : [isGiven(iamInstanceProfile)],
    ),
    "user data": anyOf([isGiven(userData), isGiven(userDataBase64)]),
  };
}

/** A secret is given as well as a text. */
function isGiven(value: ModelValue | undefined): Certainty {
  if (isUnread(value)) {
    return "yes";
  }
  const text = readText(value) ?? "";
  return text === unknownValue ? "unknown" : certain(text !== "");
}
