import { isObject, readText } from "../graph/reading";
import type { ModelObject, ModelResource, ModelValue } from "../graph/resources";

/**
 * Reads the containers of a task definition, which stand in a text of JSON. Source: Amazon ECS API reference, ContainerDefinition.
 * @param definition - The task definition.
 * @returns The containers; undefined where the plan does not say yet, or the text is none.
 */
export function containersOf({
  properties,
}: Pick<ModelResource, "properties">): ModelObject[] | undefined {
  const { containerDefinitions: text } = properties;
  try {
    const read = typeof text === "string" ? (JSON.parse(text) as ModelValue) : undefined;
    return Array.isArray(read) ? read.filter(isObject) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Reads the repository of a container's image. Source: Amazon ECS API reference, ContainerDefinition (image: repository, and a tag after a
 * colon or a digest after an at sign).
 * @param image - The image.
 * @returns The repository, without the tag; "" where it is not known.
 */
export function repositoryOf(image: ModelValue | undefined): string {
  const text = readText(image);
  return typeof text === "string" ? text.replace(/(?:@|:(?!.*\/)).*$/, "") : "";
}
