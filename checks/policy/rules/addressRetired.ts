import { describeValue } from "../../../core/problem";
import { RangeTable } from "../../../core/rangeTable";
import { addressList } from "../limits";
import { defineLimitedRule } from "../rule";

/** Records and origins with an address that was given up. */
export const addressRetired = defineLimitedRule({
  id: "address-retired",
  severity: "high",
  sentence: "No record and no origin has an address that was given up.",
  reason:
    "A stale address is the classic cause of Error 502 and 522 after a move, and a released one may by now be a stranger's.",
  source:
    "Cloudflare docs, support/troubleshooting/http-status-codes/cloudflare-5xx-errors, Error 522",
  hint: "Give the address that the origin has now",
  limits: { retiredAddresses: addressList("addresses and CIDRs that origins no longer have") },
  evaluate: ({ after }, { retiredAddresses }) => {
    const retired = new RangeTable(retiredAddresses, (range) => range);
    return after.traffic.namedPlaces
      .filter(({ address }) => retired.find(address) !== undefined)
      .map(({ resource, title, property, address }) => ({
        subject: resource.key,
        title,
        property,
        must: "not be an address that was retired",
        actual: describeValue(address),
      }));
  },
});
