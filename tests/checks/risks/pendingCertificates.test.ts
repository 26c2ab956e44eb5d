import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, comes, same, urnOf, type Step } from "../report/plans";
import { judgesAsExpected } from "./strangersPlans";

const { acmCertificate, acmValidation, distribution, listener, listenerCertificate } = modelTypes;
const unknownMark = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const made = urnOf(acmCertificate, "own");
const validation = urnOf(acmValidation, "own");

const asked: Step = comes(acmCertificate, "own", {
  ...{ domainName: "www.example.com", validationMethod: "DNS" },
});
const shown = (from: string, after: readonly string[] = []): Step => ({
  ...comes(listenerCertificate, "extra", { listenerArn: "arn:https", certificateArn: unknownMark }),
  ...{ from: { certificateArn: [from] }, after },
});
const waits: Step = {
  ...comes(acmValidation, "own", { certificateArn: unknownMark }),
  from: { certificateArn: [made] },
};
const refused = ["medium object-refused own"];

describe("certificates that are given away before they are issued", () => {
  judgesAsExpected([
    ["a listener gets one that this update asks for", [asked, shown(made)], refused],
    [
      "a listener gets the next one in place of one that goes",
      [
        {
          ...becomes(
            acmCertificate,
            "own",
            { domainName: "www.example.com" },
            { domainName: "www.example.com", subjectAlternativeNames: ["api.example.com"] },
          ),
          ...{ op: "replace", isMadeAnew: true },
        },
        {
          ...becomes(
            listener,
            "https",
            { loadBalancerArn: "arn:edge", port: 443, protocol: "HTTPS", certificateArn: "own" },
            {
              loadBalancerArn: "arn:edge",
              port: 443,
              protocol: "HTTPS",
              certificateArn: unknownMark,
            },
          ),
          from: { certificateArn: [made] },
        },
      ],
      [],
    ],
    ["the listener names what waits for it", [asked, waits, shown(validation)], []],
    ["the listener depends on what waits for it", [asked, waits, shown(made, [validation])], []],
    [
      "it waits for another one",
      [
        asked,
        {
          ...comes(acmValidation, "other", { certificateArn: "arn:other" }),
        },
        shown(made),
      ],
      refused,
    ],
    [
      "it is imported",
      [comes(acmCertificate, "own", { certificateBody: "pem", privateKey: "key" }), shown(made)],
      [],
    ],
    [
      "an authority of one's own issues it",
      [
        comes(acmCertificate, "own", {
          ...{ domainName: "www.example.com", certificateAuthorityArn: "arn:authority" },
        }),
        shown(made),
      ],
      [],
    ],
    [
      "it stands already",
      [same(acmCertificate, "own", { domainName: "www.example.com" }), shown(made)],
      [],
    ],
    ["nobody shows it yet", [asked], []],
    [
      "a distribution of CloudFront gets it",
      [
        asked,
        {
          ...comes(distribution, "cdn", {
            ...{ enabled: true, origins: [{ domainName: "origin.example.com", originId: "o" }] },
            viewerCertificate: { acmCertificateArn: unknownMark },
          }),
          from: { viewerCertificate: [made] },
        },
      ],
      refused,
    ],
  ]);
});
