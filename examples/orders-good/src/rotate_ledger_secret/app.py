"""Gives the ledger's user a new password, in the four steps of Secrets Manager."""

import json
import secrets
import ssl

import boto3
import pg8000.native

SECRETS = boto3.client("secretsmanager")
# The database shows a certificate of RDS's own authority; the pipeline puts its bundle beside this file.
TRUST = ssl.create_default_context(cafile="global-bundle.pem")


def read(secret: str, stage: str, **version: str) -> dict:
    """Read the login of one stage."""
    return json.loads(SECRETS.get_secret_value(SecretId=secret, VersionStage=stage, **version)["SecretString"])


def connect(login: dict) -> pg8000.native.Connection:
    """Connect with a login, or raise."""
    return pg8000.native.Connection(
        login["username"],
        password=login["password"],
        host=login["host"],
        database=login["dbname"],
        ssl_context=TRUST,
        timeout=5,
    )


def create(secret: str, token: str) -> None:
    """Write the next password beside the current one, unless an earlier try did."""
    try:
        read(secret, "AWSPENDING", VersionId=token)
    except SECRETS.exceptions.ResourceNotFoundException:
        login = read(secret, "AWSCURRENT")
        login["password"] = secrets.token_urlsafe(24)
        SECRETS.put_secret_value(
            SecretId=secret, ClientRequestToken=token, SecretString=json.dumps(login), VersionStages=["AWSPENDING"]
        )


def change(secret: str, token: str) -> None:
    """Tell the database; after an earlier try the next password works already."""
    pending = read(secret, "AWSPENDING", VersionId=token)
    try:
        connect(pending).close()
    except pg8000.native.DatabaseError:
        database = connect(read(secret, "AWSCURRENT"))
        user, word = (pg8000.native.identifier(pending["username"]), pg8000.native.literal(pending["password"]))
        database.run(f"ALTER USER {user} WITH PASSWORD {word}")
        database.close()


def finish(secret: str, token: str) -> None:
    """Make the next password the current one."""
    stages = SECRETS.describe_secret(SecretId=secret)["VersionIdsToStages"]
    current = next(version for version, names in stages.items() if "AWSCURRENT" in names)
    if current != token:
        SECRETS.update_secret_version_stage(
            SecretId=secret, VersionStage="AWSCURRENT", MoveToVersionId=token, RemoveFromVersionId=current
        )


def handler(event: dict, _context: object) -> None:
    """Do the step that Secrets Manager asks for."""
    secret, token = event["SecretId"], event["ClientRequestToken"]
    if event["Step"] == "createSecret":
        create(secret, token)
    elif event["Step"] == "setSecret":
        change(secret, token)
    elif event["Step"] == "testSecret":
        connect(read(secret, "AWSPENDING", VersionId=token)).close()
    else:
        finish(secret, token)
