import { expect } from "chai";
import { namesWholePaths } from "../../../model/rules/namedPaths";

const path = "http.request.uri.path";
const named = [
  `${path} eq "/.well-known/security.txt"`,
  `${path} == "/robots.txt"`,
  `(${path} in {"/robots.txt" "/ads.txt"})`,
  `http.host eq "www.example.com" and ${path} eq "/robots.txt"`,
  `${path} eq "/robots.txt" or ${path} eq "/ads.txt"`,
];
const others = [
  "",
  "true",
  `${path} eq "/"`,
  `starts_with(${path}, "/v1")`,
  `${path} contains "/robots.txt"`,
  `${path} ne "/robots.txt"`,
  `http.host eq "www.example.com" or ${path} eq "/robots.txt"`,
  `not ${path} in {"/robots.txt"}`,
];

describe("conditions that name whole paths", () => {
  it("are told from others", () => {
    expect(named.filter((each) => !namesWholePaths(each))).to.deep.equal([]);
    expect(others.filter(namesWholePaths)).to.deep.equal([]);
  });
});
