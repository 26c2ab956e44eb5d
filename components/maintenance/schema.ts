import { fieldsOf, input, listOf, ruled, type SchemaOf } from "../../core/schema";
import { describeValue } from "../../core/problem";
import { hostnameSchema } from "../../core/valueSchemas";
import { zoneNameSchema } from "../internal/valueSchemas";
import type { MaintenanceContentArgs, MaintenancePageArgs } from "./args";

/** An instant of RFC 3339 in UTC, to the second. */
const instantPattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;

const instant = ruled({ type: "string", pattern: instantPattern.source }, (value) =>
  isInstant(value)
    ? undefined
    : {
        path: "",
        rule: "be an instant in UTC such as 2026-12-01T04:00:00Z",
        actual: describeValue(value),
      },
);

/**
 * Whether a value is an instant; `Date` takes 30 February for 2 March.
 * @param value - The value.
 */
export function isInstant(value: unknown): value is string {
  const date = typeof value === "string" && instantPattern.test(value) && new Date(value);
  return (
    date !== false &&
    !Number.isNaN(date.getTime()) &&
    date.toISOString() === `${value}`.replace("Z", ".000Z")
  );
}

const shownText = ruled({ type: "string", minLength: 1, maxLength: 1000 }, (value) =>
  typeof value === "string" && value.trim() !== "" && value.length <= 1000
    ? undefined
    : { path: "", rule: "be a text of 1 to 1000 characters", actual: describeValue(value) },
);

/** What visitors are told, by name. */
export const maintenanceContentFields = {
  until: instant,
  title: shownText.optional(),
  message: shownText.optional(),
} satisfies SchemaOf<MaintenanceContentArgs>;

/** The arguments of a `MaintenancePage`. */
export const maintenancePageSchema = fieldsOf({
  ...maintenanceContentFields,
  accountId: input(),
  zoneId: input(),
  zoneName: zoneNameSchema,
  hostnames: listOf(hostnameSchema),
} satisfies SchemaOf<MaintenancePageArgs>);
