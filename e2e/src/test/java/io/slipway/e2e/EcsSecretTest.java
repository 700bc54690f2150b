package io.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests the function in {@code integrations/ecs/pull-secret.yaml} through the steps of a rotation, with moto as
 * Secrets Manager.
 */
@OnSharedCloud
class EcsSecretTest {
    private static final Pattern CODE = Pattern.compile("(?ms)^        ZipFile: \\|\n(.*?)\n^  \\S");

    /** Rotates twice, with each step sent twice: Secrets Manager retries steps that did not respond. */
    private static final String ROTATIONS = """
        import json, os, uuid
        import boto3, moto

        # The login is signed with the keys of the environment, not with invented ones.
        with moto.mock_aws(config={"core": {"mock_credentials": False}}):
            secrets = boto3.client("secretsmanager")
            arn = secrets.create_secret(Name="pull", SecretString='{"username": "slipway", "password": "none-yet"}')["ARN"]
            import index
            passwords = []
            for rotation in range(2):
                token = str(uuid.uuid4())
                for step in ["createSecret", "createSecret", "setSecret", "testSecret", "testSecret", "finishSecret", "finishSecret"]:
                    index.handler({"SecretId": arn, "ClientRequestToken": token, "Step": step}, None)
                passwords.append(json.loads(secrets.get_secret_value(SecretId=arn, VersionStage="AWSCURRENT")["SecretString"]))
            print(json.dumps(passwords))
        """;

    @TempDir
    Path folder;

    @Test
    void a_rotation_stores_a_password_that_pulls(Cloud cloud) throws IOException {
        Command command = new Command(cloud, folder);
        String principal = "arn:aws:iam::000000000000:user/slip*";
        command.run("principal", "add", principal, "--grant", "default/ecs-*:pull");
        try {
            JsonNode passwords = rotate(cloud);
            assertThat(passwords).hasSize(2);
            assertThat(passwords.path(0)).isNotEqualTo(passwords.path(1));
            Api api = new Api(cloud);
            api.pushImage("ecs-app", "1");
            for (JsonNode login : passwords) {
                assertThat(login.path("username").asText()).isEqualTo("slipway");
                String bearer = api.bearer(login.path("password").asText(), "ecs-app", "pull");
                assertThat(api.send(
                                        "GET",
                                        "/v2/ecs-app/manifests/1",
                                        new byte[0],
                                        java.util.Map.of("Authorization", "Bearer " + bearer))
                                .statusCode())
                        .isEqualTo(200);
            }
        } finally {
            command.run("principal", "remove", principal);
        }
    }

    private JsonNode rotate(Cloud cloud) throws IOException {
        Path python = Cloud.root().resolve(".tools/moto/bin/python");
        Tool tool = new Tool(
                Files.isExecutable(python)
                        ? python.toAbsolutePath()
                        : Tool.named("moto").program(),
                folder);
        Matcher code = CODE.matcher(Files.readString(Cloud.root().resolve("integrations/ecs/pull-secret.yaml")));
        assertThat(code.find()).isTrue();
        Files.writeString(
                folder.resolve("index.py"), code.group(1).stripTrailing().stripIndent());
        List<String> account = Files.readAllLines(cloud.data().resolve("aws-credentials"));
        String environment = """
            import os
            os.environ.update({"REGISTRY_URL": "%s", "AWS_DEFAULT_REGION": "us-east-1", "AWS_ACCESS_KEY_ID": "%s", "AWS_SECRET_ACCESS_KEY": "%s"})
            """.formatted(
                        cloud.url(),
                        account.get(1).replaceFirst("aws_access_key_id = ", ""),
                        account.get(2).replaceFirst("aws_secret_access_key = ", ""));
        Path script = Files.writeString(folder.resolve("rotate.py"), environment + ROTATIONS);
        return Api.JSON.readTree(tool.run(script.toString()));
    }
}
