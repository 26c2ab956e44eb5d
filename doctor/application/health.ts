import { lowestServerErrorStatus } from "../../facts/httpStatus";
import type { CauseId } from "../../facts/causes";
import type { Evidence } from "../evidence";
import { witness } from "../witness";
import { restIndex } from "./platform";
import type { HttpAnswer } from "../httpAnswer";
import { parseJson } from "../json";

/** How deep in a report parts are looked for, and how many at most: nobody writes a report to be searched without end. */
const most = { depth: 5, parts: 200 } as const;

/** What a part of an application is, by what it is called. */
const kinds: readonly (readonly [RegExp, readonly CauseId[]])[] = [
  [
    /(?:^|[^a-z])(?:db|sql|mysql|mariadb|postgres\w*|mongo\w*|database\w*|typeorm|prisma)(?:$|[^a-z])/i,
    ["database-down", "database-unreachable", "database-connections", "database-access"],
  ],
  [/redis|memcache|cache/i, ["cache-down"]],
  [/disk|storage/i, ["disk-full"]],
];

/** What stands where a part is not well. */
const unwell =
  /^(?:down|fail(?:ed|ing|ure)?|error|unhealthy|critical|out_of_service|not ok|false)$/i;

/** What a page of health says at any length. */
interface Part {
  readonly name: string;
  readonly isWell: boolean;
}

/**
 * Judges the answer of a health endpoint, in depth where it names its parts. An endpoint that there is not says nothing.
 * Sources of the forms: Spring Boot Actuator (`components`), draft-inadarei-api-health-check (`checks`), NestJS Terminus (`details`).
 * @param path - The endpoint.
 * @param at - Where it was asked.
 * @param answer - The answer.
 * @returns What it says; undefined where it is no endpoint of health.
 */
export function judgeHealth(
  path: string,
  at: string,
  { status, headers, body }: HttpAnswer,
): Evidence | undefined {
  const { pass, fail } = witness("application", "health", `${at}${path}`);
  if (path === restIndex) {
    const isIndex = status === 200 && /"namespaces"\s*:/.test(body);
    return isIndex ? pass("the REST API of WordPress answers") : undefined;
  }
  const json = /json/.test(String(headers["content-type"] ?? "")) ? parseJson(body) : undefined;
  const isThere = status < 300 || status >= lowestServerErrorStatus;
  const parts = isThere && isReport(json) ? partsOf(json) : [];
  const ill = parts.filter(({ isWell }) => !isWell).map(({ name }) => name);
  const isPage = /^\s*<(?:!doctype|html)/i.test(body);
  if (ill.length > 0) {
    const causes = ill.flatMap((name) => kinds.find(([kind]) => kind.test(name))?.[1] ?? []);
    const unique = [...new Set<CauseId>(causes)];
    return fail(`${status}: ${ill.slice(0, 10).join(", ")} not well`, [
      ...(unique.length === 0 ? (["application-error"] as const) : unique),
    ]);
  }
  if (status === 503 && !isPage && json === undefined) {
    return fail(`${status}: the application says that it is not well`, [
      ...(["application-error", "dependency-missing", "cache-down"] as const),
      ...(["database-down", "database-unreachable"] as const),
    ]);
  }
  const isSaid = parts.length > 0 || (!isPage && /^\s*"?(?:ok|up|healthy|alive)\b/i.test(body));
  return status < 300 && isSaid
    ? pass(parts.length > 1 ? `${status}: ${parts.length} parts, all well` : `${status}: well`)
    : undefined;
}

/** A report says how the whole is, or names its parts as such; other JSON is of something else. */
function isReport(json: unknown): boolean {
  return (
    typeof json === "object" &&
    json !== null &&
    Object.keys(json).some((key) =>
      /^(?:status|state|healthy|ok|components|checks|details|info|dependencies|services)$/i.test(
        key,
      ),
    )
  );
}

/** Every object that says how something is, by the name under which it stands. */
function partsOf(json: unknown): Part[] {
  const parts: Part[] = [];
  const look = (value: unknown, name: string, depth: number): void => {
    if (typeof value !== "object" || value === null || depth > most.depth) {
      return;
    }
    for (const [key, inner] of Object.entries(value)) {
      if (parts.length >= most.parts) {
        return;
      }
      const isState = /^(?:status|state|healthy|ok)$/i.test(key);
      if (isState && (typeof inner === "string" || typeof inner === "boolean")) {
        parts.push({ name: name === "" ? "the whole" : name, isWell: !unwell.test(String(inner)) });
      } else if (
        name !== "" &&
        typeof inner === "boolean" &&
        kinds.some(([kind]) => kind.test(key))
      ) {
        parts.push({ name: key, isWell: inner });
      } else {
        look(inner, Array.isArray(value) ? name : name === "" ? key : `${name}.${key}`, depth + 1);
      }
    }
  };
  look(json, "", 0);
  const whole = parts.filter(({ name }) => name === "the whole");
  const named = parts.filter((part) => !whole.includes(part));
  // Where a part is not well the whole is not either, and says no more.
  return named.some(({ isWell }) => !isWell) ? named : parts;
}
