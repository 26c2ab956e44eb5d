import { networkTypes } from "../../../facts/resourceTypes";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { same, type Step } from "../report/plans";
import { balancer, front, known, targets } from "./behindBalancer";

const { ecsService, route, routeTable, securityGroup, targetGroup } = modelTypes;
const { internetGateway, routeTableAssociation, subnet, vpc } = networkTypes;

/** The id of the internet gateway. */
export const gateway = "igw-0123456789abcdef0";

/** The id of the gateway that translates addresses. */
export const translator = "nat-0123456789abcdef0";

/** A subnet of the network. */
export function within(name: string, cidrBlock: string): Step {
  return same(subnet, name, { vpcId: "net", cidrBlock });
}

/** Gives a subnet its table. */
export function follows(subnetId: string, routeTableId: string): Step {
  return same(routeTableAssociation, `${subnetId}-table`, { subnetId, routeTableId });
}

/** A route for everything. */
export function leads(routeTableId: string, more: object): object {
  return { routeTableId, destinationCidrBlock: "0.0.0.0/0", ...more };
}

/** A rule of a security group for one port of TCP. */
export function atPort(port: number, more: object): object {
  return { protocol: "tcp", fromPort: port, toPort: port, ...more };
}

/** A rule of a security group that lets out everything. */
export const everything = {
  ...{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] },
};

/** The security group of what serves. */
export function groupOfTasks(...egress: readonly object[]): object {
  const ingress = [atPort(8080, { securityGroups: ["front"] })];
  return { vpcId: "net", ingress, egress };
}

/** A security group that lets in by these rules. */
export function lets(...ingress: readonly object[]): object {
  return { vpcId: "net", ingress };
}

/** The same service with more said. */
export function tasks(network: object = {}): Step {
  return same(ecsService, "shop", {
    desiredCount: 2,
    networkConfiguration: {
      ...{ subnets: ["private"], securityGroups: ["tasks"], assignPublicIp: false },
      ...network,
    },
    loadBalancers: [{ targetGroupArn: "app", containerName: "shop", containerPort: 8080 }],
  });
}

/**
 * A hostname before a load balancer in a public subnet, behind which a service serves in a private one, from where a route leads to a gateway that
 * translates addresses, in a public subnet of its own.
 * @param steps - What else there is.
 * @returns All of it; of two steps about one resource the later counts.
 */
export function privateSite(...steps: readonly Step[]): Step[] {
  const all: readonly Step[] = [
    ...front.filter(({ name }) => name !== "edge"),
    balancer({ securityGroups: ["front"], subnets: ["public"] }),
    same(securityGroup, "front", { vpcId: "net", egress: [everything] }),
    known(same(targetGroup, "app", targets({ targetType: "ip" }))),
    same(vpc, "net", { cidrBlock: "10.0.0.0/16" }),
    same(internetGateway, gateway, { vpcId: "net" }),
    ...[within("public", "10.0.0.0/24"), within("edge-of-nat", "10.0.1.0/24")],
    ...[within("private", "10.0.10.0/24"), within("data", "10.0.20.0/24")],
    ...["open", "nat", "shut"].map((name) => same(routeTable, `${name}-table`, { vpcId: "net" })),
    ...[follows("public", "open-table"), follows("edge-of-nat", "nat-table")],
    ...[follows("private", "shut-table"), follows("data", "shut-table")],
    same(route, "open", leads("open-table", { gatewayId: gateway })),
    same(route, "of-nat", leads("nat-table", { gatewayId: gateway })),
    same(route, "to-nat", leads("shut-table", { natGatewayId: translator })),
    same(securityGroup, "tasks", groupOfTasks(everything)),
    same(securityGroup, "data", lets(atPort(5432, { securityGroups: ["tasks"] }))),
    tasks(),
  ];
  const said = new Map([...all, ...steps].map((step) => [`${step.type} ${step.name}`, step]));
  return [...said.values()];
}
