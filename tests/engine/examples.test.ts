import { exampleTitles, liveExample } from "./exampleLives";

describe("the examples, on a real engine", () => {
  for (const title of exampleTitles) {
    it(title, () => liveExample(title));
  }
});
