import { expect } from "chai";
import { RouteTargetKind, type FirewallRouteArgs } from "../../../components/originFirewall";
import { routeProblems } from "../../../components/originFirewall/routes";
import { validateOriginFirewall } from "../../../components/originFirewall/validate";
import { cloudflareRanges } from "../../../facts/cloudflare/ranges";

const { InternetGateway, Local, NatGateway, NetworkInterface, TransitGateway, VpcEndpoint } =
  RouteTargetKind;
const { EgressOnlyInternetGateway, VpcPeering, VpnGateway } = RouteTargetKind;

function problemsOf(...routes: [string, RouteTargetKind][]) {
  const given = routes.map(([destination, target]): FirewallRouteArgs => ({ destination, target }));
  return routeProblems({ public: { routes: given } }, cloudflareRanges);
}

const usual: [string, RouteTargetKind][] = [
  ["10.0.0.0/16", Local],
  ["0.0.0.0/0", InternetGateway],
  ["::/0", InternetGateway],
];

describe("routeProblems", () => {
  it("accepts the routes of a public subnet", () => {
    expect(problemsOf(...usual)).to.deep.equal([]);
  });

  it("accepts private destinations beside them", () => {
    expect(
      problemsOf(...usual, ["172.16.0.0/12", TransitGateway], ["192.168.0.0/16", VpcPeering]),
    ).to.deep.equal([]);
  });

  it("rejects 172.0.0.0/8 to a transit gateway, with the way out", () => {
    expect(problemsOf(...usual, ["172.0.0.0/8", TransitGateway])).to.deep.equal([
      {
        path: "routeTables.public.routes[3]",
        rule: "leave Cloudflare's ranges to the internet gateway, since answers to Cloudflare would get lost on any other way",
        actual: "172.0.0.0/8 to transitGateway, which takes 172.64.0.0/13",
        hint: "Route 172.64.0.0/13 to the internet gateway, or narrow the destination to the private 172.16.0.0/12",
      },
    ]);
  });

  it("accepts it once a more specific route covers the range", () => {
    expect(
      problemsOf(...usual, ["172.0.0.0/8", TransitGateway], ["172.64.0.0/13", InternetGateway]),
    ).to.deep.equal([]);
    expect(
      problemsOf(
        ...usual,
        ["172.0.0.0/8", TransitGateway],
        ["172.64.0.0/14", InternetGateway],
        ["172.68.0.0/14", InternetGateway],
      ),
    ).to.deep.equal([]);
  });

  it("rejects it while only a part is covered", () => {
    const [problem, ...more] = problemsOf(
      ...usual,
      ["172.0.0.0/8", TransitGateway],
      ["172.64.0.0/14", InternetGateway],
    );
    expect(problem?.path).to.equal("routeTables.public.routes[3]");
    expect(more).to.deep.equal([]);
  });

  it("blames the more specific route that leads elsewhere, not the wider one", () => {
    const problems = problemsOf(
      ...usual,
      ["172.0.0.0/8", TransitGateway],
      ["172.64.0.0/13", VpcPeering],
    );
    expect(problems.map(({ path }) => path)).to.deep.equal(["routeTables.public.routes[4]"]);
  });

  it("rejects a route into a part of a range, and names the part only", () => {
    const [problem] = problemsOf(...usual, ["104.16.9.0/24", VpcPeering]);
    expect(problem?.actual).to.equal("104.16.9.0/24 to vpcPeering, which takes 104.16.9.0/24");
  });

  it("rejects a default route to a NAT gateway", () => {
    expect(problemsOf(["0.0.0.0/0", NatGateway], ["::/0", InternetGateway])).to.deep.equal([
      {
        path: "routeTables.public.routes[0]",
        rule: "leave Cloudflare's ranges to the internet gateway, since answers to Cloudflare would get lost on any other way",
        actual: "0.0.0.0/0 to natGateway, which takes all 15 IPv4 ranges of Cloudflare",
        hint: "Route 0.0.0.0/0 to the internet gateway",
      },
    ]);
  });

  for (const appliance of [NetworkInterface, VpcEndpoint]) {
    it(`accepts default routes to a firewall behind a ${appliance}, through which connections come as well`, () => {
      const inspected: [string, RouteTargetKind][] = [
        ["10.0.0.0/16", Local],
        ["0.0.0.0/0", appliance],
        ["::/0", appliance],
      ];
      expect(problemsOf(...inspected)).to.deep.equal([]);
      expect(problemsOf(...inspected, ["172.16.0.0/12", TransitGateway])).to.deep.equal([]);
    });

    it(`rejects a route to a ${appliance} for less than everything, since answers to it alone go that way`, () => {
      for (const [destination, taken] of [
        ["172.0.0.0/8", "172.64.0.0/13"],
        ["172.64.0.0/13", "172.64.0.0/13"],
        ["172.64.0.0/24", "172.64.0.0/24"],
      ] as const) {
        expect(
          problemsOf(...usual, [destination, appliance]).map(
            ({ path, actual }) => `${path}: ${actual}`,
          ),
        ).to.deep.equal([
          `routeTables.public.routes[3]: ${destination} to ${appliance}, which takes ${taken}`,
        ]);
      }
      expect(problemsOf(...usual, ["0.0.0.0/1", appliance])).to.have.lengthOf(1);
      expect(problemsOf(...usual, ["172.16.0.0/12", appliance])).to.deep.equal([]);
    });
  }

  it("rejects default routes to what lets no connection in, or leads out of the VPC", () => {
    for (const target of [NatGateway, TransitGateway, VpnGateway, VpcPeering, Local]) {
      const found = problemsOf(["0.0.0.0/0", target], ["::/0", InternetGateway]);
      expect(
        found.map(({ path }) => path),
        target,
      ).to.deep.equal(["routeTables.public.routes[0]"]);
    }
    const ipv6 = problemsOf(["0.0.0.0/0", NetworkInterface], ["::/0", EgressOnlyInternetGateway]);
    expect(ipv6.map(({ path }) => path)).to.deep.equal(["routeTables.public.routes[1]"]);
  });

  it("names every private range that a refused destination holds", () => {
    const wayOutOf = (destination: string): string | undefined =>
      problemsOf(...usual, [destination, TransitGateway])[0]?.hint;
    expect(wayOutOf("128.0.0.0/1") ?? "").to.match(
      /, or narrow the destination to the private 172\.16\.0\.0\/12 and 192\.168\.0\.0\/16$/,
    );
    expect(wayOutOf("172.64.0.0/13")).to.equal("Route 172.64.0.0/13 to the internet gateway");
  });

  it("rejects tables without a way back, family by family", () => {
    const missing = (...routes: [string, RouteTargetKind][]) =>
      problemsOf(...routes).map(({ path, actual, hint }) => `${path}: ${actual}. ${hint}`);
    const ipv4 =
      "routeTables.public.routes: no route to all 15 IPv4 ranges of Cloudflare. " +
      "Add 0.0.0.0/0 to the internet gateway, or say where it leads";
    const ipv6 =
      "routeTables.public.routes: no route to all 7 IPv6 ranges of Cloudflare. " +
      "Add ::/0 to the internet gateway, or say where it leads";
    expect(missing()).to.deep.equal([ipv4, ipv6]);
    expect(missing(["10.0.0.0/16", Local])).to.deep.equal([ipv4, ipv6]);
    expect(missing(["0.0.0.0/0", InternetGateway])).to.deep.equal([ipv6]);
    expect(missing(["::/0", InternetGateway], ["0.0.0.0/1", InternetGateway])).to.deep.equal([
      "routeTables.public.routes: no route to 131.0.72.0/22, 141.101.64.0/18, 162.158.0.0/15, 172.64.0.0/13, 173.245.48.0/20, " +
        "188.114.96.0/20, 190.93.240.0/20, 197.234.240.0/22, 198.41.128.0/17. " +
        "Add 0.0.0.0/0 to the internet gateway, or say where it leads",
    ]);
    expect(
      routeProblems(
        { a: { routes: [{ destination: "0.0.0.0/0", target: InternetGateway }] } },
        { ...cloudflareRanges, ipv6: [] },
      ),
    ).to.deep.equal([]);
  });

  it("rejects an egress-only gateway for IPv6, and looks past it without IPv6", () => {
    const routes = [
      { destination: "0.0.0.0/0", target: InternetGateway },
      { destination: "::/0", target: RouteTargetKind.EgressOnlyInternetGateway },
    ];
    expect(routeProblems({ a: { routes } }, cloudflareRanges)).to.have.lengthOf(1);
    expect(routeProblems({ a: { routes } }, { ...cloudflareRanges, ipv6: [] })).to.deep.equal([]);
  });

  it("rejects what it cannot read, each with its path", () => {
    const routes = [
      { destination: "172.64.0.1/13", target: "igw" as RouteTargetKind },
      { destination: "pl-0123", target: InternetGateway },
    ];
    expect(routeProblems({ a: { routes } }, cloudflareRanges)).to.deep.equal([]);
    const { problems } = validateOriginFirewall(
      { vpcId: "vpc-0a1b2c3d", routeTables: { a: { routes } } },
      "",
    );
    expect(problems.map(({ path }) => path)).to.deep.equal([
      "routeTables.a.routes[0].destination",
      "routeTables.a.routes[0].target",
      "routeTables.a.routes[1].destination",
    ]);
  });
});
