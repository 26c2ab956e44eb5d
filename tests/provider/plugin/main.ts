/**
 * A resource plugin of this project's own, for the tests of what is done with the user's: started by an engine's address,
 * it writes the port that it listens on, and calls the API that its settings name.
 *
 *   node main.cjs faithful|deviating VERSION SHAPES ENGINE-ADDRESS
 */
import { Account } from "../../../sandbox/cloud/account/account";
import { AccountSeed } from "../../../sandbox/cloud/accountSeed";
import { awsKindOf } from "../../../sandbox/cloud/aws/handlers";
import { Attempts } from "../../../sandbox/cloud/calls/attempts";
import { cloudflareHandler } from "../../../sandbox/cloud/cloudflare/handlers";
import { Faults } from "../../../sandbox/cloud/faults";
import { invokeCall } from "../../../sandbox/cloud/invokes/invoke";
import { Journal } from "../../../sandbox/cloud/journal";
import { serveProviders } from "../../../sandbox/cloud/provider/server";
import { newRelicHandler } from "../../../sandbox/cloud/monitors/newRelic";
import { tlsHandler } from "../../../sandbox/cloud/tls/handlers";
import { SdkShapes } from "../../../sandbox/cloud/types/shapes";
import { packageFile } from "../../../sandbox/packageFile";
import { RestProvider, type Variant } from "./restProvider";

const [variant = "faithful", version, cache = ""] = process.argv.slice(2);
const project = packageFile(".");
const account = new Account();
const provider = new RestProvider(
  {
    account,
    seed: new AccountSeed({}),
    attempts: new Attempts({ account, journal: new Journal(), faults: new Faults() }),
    timeScale: 1,
    shapes: {
      cloudflare: new SdkShapes("cloudflare", project, cache),
      aws: new SdkShapes("aws", project, cache),
      tls: new SdkShapes("tls", project, cache),
      newrelic: new SdkShapes("newrelic", project, cache),
    },
    kinds: {
      aws: awsKindOf,
      cloudflare: cloudflareHandler,
      tls: tlsHandler,
      newrelic: newRelicHandler,
    },
    invokeCall,
  },
  variant as Variant,
);

void serveProviders(provider, version).then(({ port }) => process.stdout.write(`${port}\n`));
