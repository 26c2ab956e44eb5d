import { environments, liveEnvironment } from "./environmentLives";

describe("the environments of this repository, on a real engine", () => {
  for (const stackName of Object.keys(environments)) {
    it(`brings ${stackName} up, finds nothing more to do, and takes it away`, () =>
      liveEnvironment(stackName));
  }
});
