import { LoadBalancer } from "@pulumi/aws/lb/loadBalancer";
import type { CorpusCase, Program } from "../corpusCase";
import { answers, anewFor, front, mutual, usualFront as before } from "../frontByHand";

const sending = front({ sends: true });

const authority =
  "arn:aws:acm-pca:us-east-1:123456789012:certificate-authority/aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee";

/** Load balancers of a stack whose hostnames another stack declares. */
function balancersAlone(...names: readonly ("public" | "internal")[]): Program {
  return () => {
    for (const name of names) {
      new LoadBalancer(name, {
        ...{ name, internal: name === "internal", idleTimeout: 930, securityGroups: [] },
        subnets: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"],
      });
    }
  };
}

const both = balancersAlone("public", "internal");

/** Changes of one load balancer of AWS, to which a record leads. */
export const frontCases: readonly CorpusCase[] = [
  {
    name: "front-lets-nothing-out",
    because: "a load balancer whose groups let nothing out reaches no target",
    before,
    after: front({ egress: null }),
    risks: ["high egress-shut door"],
    changes: ["delete door-out"],
    says: ["www.example.com", "Error 502 or 504"],
  },
  {
    name: "front-lets-out-to-its-targets-alone",
    because: "the targets stay within reach at their port",
    before,
    after: front({ egress: { cidrIpv4: "10.0.0.0/16", ipProtocol: "tcp", fromPort: 8443 } }),
    risks: [],
    changes: ["update door-out"],
  },
  {
    name: "front-answers-by-itself",
    because: "the listener no longer forwards by default, and no rule does",
    before,
    after: front({ listener: { defaultActions: answers("503") } }),
    risks: ["high listener-answers door"],
    changes: ["update https"],
    says: ["with the code 503", "www.example.com"],
  },
  {
    name: "front-keeps-visitors-at-their-target",
    because: "the same group gets every request, spelled otherwise",
    before,
    after: front({ sticky: true }),
    risks: [],
    changes: ["update https"],
  },
  {
    name: "front-certificate-of-a-private-authority",
    because: "Cloudflare does not trust an authority of the company",
    before,
    after: front({
      certificate: { validationMethod: undefined, certificateAuthorityArn: authority },
    }),
    risks: ["high listener-certificate-untrusted door"],
    changes: ["replace www", "update https"],
    says: ["www.example.com", "Error 526"],
  },
  {
    name: "front-certificate-with-one-more-name",
    because: "the new one covers what the old one did, and serves before that goes",
    before,
    after: front({ certificate: { subjectAlternativeNames: ["shop.example.com"] } }),
    risks: [],
    changes: ["replace www", "update https"],
  },
  {
    name: "front-speaks-in-the-clear",
    because: "Cloudflare speaks TLS to the port, and the load balancer no longer does",
    before,
    after: front({
      listener: { protocol: "HTTP", certificateArn: undefined, sslPolicy: undefined },
    }),
    risks: ["high listener-clear door"],
    changes: ["update https"],
    says: ["port 443", "Error 525"],
  },
  {
    name: "front-listener-made-anew",
    because: "nothing listens from the deletion to the creation",
    before,
    after: front({ listener: { tags: { team: "web" } }, listenerOptions: anewFor("tags") }),
    risks: ["high listener-gap door"],
    changes: ["replace https"],
    says: ["port 443", "Error 521"],
  },
  {
    name: "front-listener-labelled",
    because: "the option is about another property",
    before,
    after: front({ listener: { tags: { team: "web" } }, listenerOptions: anewFor("sslPolicy") }),
    risks: [],
    changes: ["update https"],
  },
  {
    name: "front-targets-asked-at-another-port",
    because:
      "nobody knows whether the application answers there, and its target is registered anew",
    before,
    after: front({ targets: [["app-1", "10.0.3.7", 9443]] }),
    risks: ["medium target-port-changed app", "medium targets-gap app"],
    changes: ["replace app-1"],
    says: ["port `8443` becomes `9443`"],
  },
  {
    name: "front-target-added-at-a-port-of-its-own",
    because: "the target that was there stays as it is",
    before,
    after: front({
      targets: [
        ["app-1", "10.0.3.7"],
        ["app-2", "10.0.4.7", 8444],
      ],
    }),
    risks: [],
    changes: ["create app-2"],
  },
  {
    name: "front-takes-machines-and-gets-addresses",
    because: "what is registered is an address, and the new group takes machines alone",
    before,
    after: front({ group: { name: "app-machines", targetType: "instance" } }),
    risks: [
      ...["high target-type-refused app-machines", "high targets-gap app-machines"],
      "medium object-in-use app",
    ],
    changes: ["replace app", "replace app-1", "update https"],
  },
  {
    name: "front-only-target-taken-out-first",
    because: "no target is left until the new one is registered and healthy",
    before,
    after: front({
      targets: [["app-1", "10.0.3.8"]],
      targetOptions: { deleteBeforeReplace: true },
    }),
    risks: ["high targets-gap app"],
    changes: ["replace app-1"],
    says: ["Error 503"],
  },
  {
    name: "front-header-that-nobody-sends",
    because: "the rules admit what has a header, and Cloudflare puts it on nothing",
    before,
    after: front({ demands: true }),
    risks: ["high origin-header-unsent door"],
    changes: ["create with-key", "create without-key"],
    says: ["www.example.com", "Error 403"],
  },
  {
    name: "front-header-that-is-sent-already",
    because: "Cloudflare has sent the header before any rule asks for it",
    before: sending,
    after: front({ sends: true, demands: true }),
    risks: [],
    changes: ["create with-key", "create without-key"],
  },
  {
    name: "front-header-and-demand-at-once",
    because: "nothing says that Cloudflare sends the header before the rules ask for it",
    before,
    after: front({ sends: true, demands: true }),
    risks: ["high origin-header-order door"],
    changes: ["create headers", "create with-key", "create without-key"],
  },
  {
    name: "front-header-and-demand-one-after-the-other",
    because: "the rules wait for what sends the header",
    before,
    after: front({ sends: true, demands: true, waits: true }),
    risks: [],
    changes: ["create headers", "create with-key", "create without-key"],
  },
  {
    name: "front-closed-by-default-before-its-rule",
    because: "the rule that admits requests comes after the listener refuses them all",
    before: sending,
    after: front({ sends: true, demands: true, listener: { defaultActions: answers("403") } }),
    risks: ["high listener-answers door"],
    changes: ["create with-key", "create without-key", "update https"],
  },
  {
    name: "front-certificate-and-demand-at-once",
    because: "nothing says that Cloudflare shows the certificate before the listener asks for it",
    before,
    after: front({ pulls: true, listener: { mutualAuthentication: mutual.verify } }),
    risks: [
      "high client-certificate-order door",
      "medium origin-pulls-on the zone of www.example.com",
    ],
    changes: ["create pulls", "update https"],
    says: ["Error 525"],
  },
  {
    name: "front-certificate-asked-for-and-passed-on",
    because: "a listener that passes certificates on refuses nobody",
    before,
    after: front({ listener: { mutualAuthentication: mutual.passthrough } }),
    risks: [],
    changes: ["update https"],
  },
  {
    name: "front-gone-and-its-name-kept",
    because: "the record ignores what the program says, and names what is deleted",
    before,
    after: front({ gone: true }),
    risks: ["high origin-gone door"],
    changes: [
      ...["delete app", "delete app-1", "delete door", "delete door", "delete door-out"],
      ...["delete https", "delete www"],
    ],
    says: ["www.example.com", "Error 522"],
  },
  {
    name: "balancer-of-another-stack-gone",
    because: "records of another stack may lead to what visitors reach",
    before: both,
    after: balancersAlone("internal"),
    risks: ["medium address-lost public"],
    changes: ["delete public"],
  },
  {
    name: "internal-balancer-of-another-stack-gone",
    because: "Cloudflare never reached it",
    before: both,
    after: balancersAlone("public"),
    risks: [],
    changes: ["delete internal"],
  },
];
