import { bucketOrigins, pageOf } from "../../model/origin/bucketOrigins";
import { identityBy } from "../../model/graph/identity";
import type { ModelResource } from "../../model/graph/resources";
import { names, say } from "../words/words";
import { causeOf, changesOf, isDeleted, type Risk, type RiskContext } from "./risk";

/**
 * Finds pages of websites of S3 that go, and to which hostnames lead; of all other objects, of which a release takes some away, nothing.
 * Source: Amazon S3 user guide, IndexDocumentSupport and CustomErrorDocSupport (404, or 403 for those who may not list the bucket).
 */
export function bucketPageRisks(context: RiskContext): Risk[] {
  const going = changesOf(context, "bucketObject", ["delete", "replace"]).filter(isDeleted);
  const pages = going.flatMap((change) => {
    const { before } = change;
    // A page is what the website says after the change: it may come to name another object.
    const found = before && pageOf(context.after.inventory, before);
    return before === undefined || found === undefined || staysAt(context, before)
      ? []
      : [{ ...found, change }];
  });
  const origins = pages.length === 0 ? new Map<string, never>() : bucketOrigins(context.after);
  return pages.flatMap(({ bucket, key, page, change }): Risk[] => {
    const origin = origins.get(bucket.key);
    return origin?.isWebsite !== true
      ? []
      : [
          {
            ...{ id: "bucket-shut", severity: page === "first" ? "high" : "medium" },
            ...{ subject: change.key, title: origin.name, about: origin.hostnames },
            consequence: say`This update takes ${key} out of the bucket ${origin.name}: ${where[page]} visitors of ${names(origin.hostnames)} get Error 403 or 404, save for what the edge keeps, until it is there again.`,
            cause: [causeOf(change, change.replacedFor)],
            hint: say`Have Pulumi only forget it: set its retainOnDelete in an update before this one.`,
          },
        ];
  });
}

const where = {
  first: say`at the first page`,
  further: say`at the page of that folder`,
  error: say`where there is no page, and in place of what the application makes of such addresses,`,
};

/** Whether another resource of the program puts the same object there. */
function staysAt({ after }: RiskContext, object: ModelResource): boolean {
  const own = identityBy(["bucket", "key"], object);
  return (
    own === undefined ||
    after.inventory
      .ofType("bucketObject")
      .some((each) => identityBy(["bucket", "key"], each) === own)
  );
}
