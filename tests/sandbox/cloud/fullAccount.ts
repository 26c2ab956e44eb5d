import { Account } from "../../../sandbox/cloud/account/account";
import { AccountFile } from "../../../sandbox/cloud/account/accountFile";

// Puts objects into the account file that is named until its disk, here the limit of its process, is full.
const [path = ""] = process.argv.slice(2);
const account = new Account();
const file = AccountFile.open(path, account);
const said: string[] = [];
for (let index = 0; said.length < 2; index += 1) {
  const id = `object-${index}`;
  const properties = { name: "a".repeat(300) };
  try {
    account.put({ type: "test:index:Thing", key: id, id, properties, secrets: [] });
  } catch (error) {
    said.push(`${index} ${(error as Error).message}`);
  }
}
file.close();
process.stdout.write(said.join("\n"));
