import { readText } from "../graph/reading";
import type { ModelResource } from "../graph/resources";

/**
 * Reads what a machine runs when it begins. Launch templates have it in base64.
 * @param resource - An instance or a launch template.
 * @returns The user data as written and as decoded, as far as it is known.
 */
export function userDataOf({ properties }: ModelResource): string[] {
  const [plain, encoded] = [readText(properties.userData), readText(properties.userDataBase64)];
  const known = [plain, encoded].filter((text) => typeof text === "string");
  return known.flatMap((text) => [text, Buffer.from(text, "base64").toString()]);
}
