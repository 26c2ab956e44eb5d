import { networkTypes, otherTypes } from "../../../facts/resourceTypes";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { comes, goes, same, type Step } from "../report/plans";
import { gateway, leads, privateSite } from "./privateNetwork";
import { judgesAsExpected } from "./strangersPlans";

const { route, routeTable } = modelTypes;
const { routeTableAssociation, vpc } = networkTypes;

const main = "rtb-0123456789abcdef0";
const net: Step = {
  ...same(vpc, "net", { cidrBlock: "10.0.0.0/16" }),
  outputs: { mainRouteTableId: main, defaultRouteTableId: main },
};
/** The public subnet follows the main table of the network. */
const onMain = (...steps: readonly Step[]): Step[] =>
  privateSite(...[net, same(route, "open", leads(main, { gatewayId: gateway })), ...steps]).filter(
    ({ type, name }) => type !== routeTableAssociation || name !== "public-table",
  );
const takes = (more: object = {}): Step =>
  comes(otherTypes.defaultRouteTable, "main", { defaultRouteTableId: main, ...more });

describe("the risks of routes that go with their table", () => {
  judgesAsExpected([
    [
      "a main table is taken over, beside which its route stands alone",
      onMain(takes()),
      ["high subnet-cut-off edge"],
    ],
    [
      "it is taken over with the route in it",
      onMain(takes({ routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: gateway }] })),
      [],
    ],
    ["one is taken over that no subnet of an origin follows", privateSite(net, takes()), []],
    [
      "a table goes to which the program still ties a subnet",
      privateSite(net, goes(routeTable, "open-table", { vpcId: "net" })),
      ["high subnet-cut-off edge"],
    ],
    [
      "a table goes that no subnet follows",
      privateSite(net, goes(routeTable, "old-table", { vpcId: "net" })),
      [],
    ],
    [
      "a table is left behind",
      privateSite(net, {
        ...goes(routeTable, "open-table", { vpcId: "net" }),
        retainOnDelete: true,
      }),
      [],
    ],
  ]);
});
