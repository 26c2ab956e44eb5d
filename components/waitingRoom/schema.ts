import { describeValue } from "../../core/problem";
import { fieldsOf, input, listOf, ruled, text, toggle, type SchemaOf } from "../../core/schema";
import { choice, hostnameSchema, textLike, wholeNumber } from "../../core/valueSchemas";
import {
  QueueingMethod,
  queueingStatusCodes,
  waitingRoomSessionMinutes,
  waitingRoomUsers,
} from "../../facts/cloudflare/waitingRooms";
import { planSchema, zoneNameSchema } from "../internal/valueSchemas";
import type { WaitingRoomArgs } from "./args";

/** Source: Cloudflare docs, waiting-room/reference/configuration-settings (no wildcards, no query parameters). */
const pathSchema = textLike(
  /^\/[\x21-\x22\x24-\x29\x2B-\x3E\x40-\x7E]*$/,
  "start with / and have no spaces, no *, no ? and no #",
);

const statusCode = ruled({ type: "integer", enum: queueingStatusCodes }, (value) =>
  queueingStatusCodes.some((code) => code === value)
    ? undefined
    : {
        path: "",
        rule: `be one of ${queueingStatusCodes.join(", ")}`,
        actual: describeValue(value),
      },
);

/** The arguments of a `WaitingRoom`, by name. */
export const waitingRoomFields = {
  zoneId: input(),
  zoneName: zoneNameSchema,
  plan: planSchema.optional(),
  hasWaitingRoomAdvanced: toggle.optional(),
  hostname: hostnameSchema,
  path: pathSchema.optional(),
  newUsersPerMinute: wholeNumber(waitingRoomUsers),
  totalActiveUsers: wholeNumber(waitingRoomUsers),
  sessionDurationMinutes: wholeNumber(waitingRoomSessionMinutes).optional(),
  queueingMethod: choice(QueueingMethod).optional(),
  queueingStatusCode: statusCode.optional(),
  customPageHtml: text.optional(),
  jsonResponseEnabled: toggle.optional(),
  queueAll: toggle.optional(),
  suspended: toggle.optional(),
  bypassPaths: listOf(pathSchema).optional(),
} satisfies SchemaOf<WaitingRoomArgs>;

/** The arguments of a `WaitingRoom`. */
export const waitingRoomSchema = fieldsOf(waitingRoomFields);
