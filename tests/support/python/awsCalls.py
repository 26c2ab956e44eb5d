"""Makes calls of AWS's API one after the other, and says what each was answered.

Reads from its input, as JSON: the address of the server, the region, and the calls. A call has a name, a service and an action as the
AWS SDK for Python (boto3) calls them, and arguments. An argument `{"from": [name, key, ...]}` stands for a part of the answer to an
earlier call. Prints a JSON object with the answer of each call by its name: `{"answer": ...}`, or `{"code": ..., "status": ...}` where
it was refused. The code is `-` where the server has no such action, and fails.
"""

import json
import sys

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError
from botocore.parsers import ResponseParserError


def main():
    said = json.load(sys.stdin)
    clients = {}
    answers = {}
    for call in said["calls"]:
        service = call["service"]
        if service not in clients:
            clients[service] = boto3.client(
                service,
                endpoint_url=said["url"],
                region_name=said["region"],
                aws_access_key_id="key-of-a-test",
                aws_secret_access_key="secret-of-a-test",
                config=Config(retries={"max_attempts": 0}, parameter_validation=True),
            )
        arguments = filled(call["arguments"], answers)
        try:
            answer = getattr(clients[service], call["action"])(**arguments)
            answer.pop("ResponseMetadata", None)
            answers[call["name"]] = {"answer": answer}
        except ClientError as error:
            status = error.response["ResponseMetadata"]["HTTPStatusCode"]
            code = error.response["Error"]["Code"]
            answers[call["name"]] = {"code": code, "status": status}
        except ResponseParserError as error:
            if "500 Internal Server Error" not in str(error):
                raise
            answers[call["name"]] = {"code": "-", "status": 500}
    json.dump(answers, sys.stdout, default=str)


def filled(value, answers):
    if isinstance(value, list):
        return [filled(each, answers) for each in value]
    if isinstance(value, dict):
        if list(value) == ["from"]:
            name, *keys = value["from"]
            found = answers[name].get("answer")
            if found is None:
                raise SystemExit(f"{name} was refused: {answers[name]}")
            for key in keys:
                found = found[key]
            return found
        return {key: filled(each, answers) for key, each in value.items()}
    return value


main()
