/** What stands for a text that the plan does not know, such as a secret: on both sides where one sends it and the other demands it. */
export const notKnownText = "not-known";
