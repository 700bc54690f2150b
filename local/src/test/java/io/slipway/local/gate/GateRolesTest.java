package io.slipway.local.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/** A role calls DynamoDB, Secrets Manager, KMS and CodeBuild only as its policies allow. */
class GateRolesTest extends GatedTests {
    @Test
    void a_role_can_only_make_the_calls_that_its_policies_allow() {
        AccessKey reader = account.key("Reader");
        calls.read(reader, "REPO#a");
        assertThatExceptionOfType(DynamoDbException.class)
                .isThrownBy(() -> calls.put(reader, "REPO#a"))
                .satisfies(e -> {
                    assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDeniedException");
                    assertThat(e.awsErrorDetails().errorMessage())
                            .isEqualTo("User: arn:aws:sts::000000000000:assumed-role/slipway-readerrole/Reader is not"
                                    + " authorized to perform: dynamodb:PutItem on resource:"
                                    + " arn:aws:dynamodb:us-east-1:000000000000:table/slipway-table because no"
                                    + " identity-based policy allows the dynamodb:PutItem action");
                });
    }

    @Test
    void the_leading_keys_condition_covers_all_partition_keys_of_a_call() {
        AccessKey reader = account.key("Reader");
        assertThat(GateCalls.refusal(() -> calls.read(reader, "TOKENS"))).isEqualTo("AccessDeniedException");
        assertThat(GateCalls.refusal(() -> calls.query(reader, "TOKENS"))).isEqualTo("AccessDeniedException");
        assertThat(GateCalls.refusal(() -> calls.batch(reader, List.of("REPO#a", "TOKENS"))))
                .isEqualTo("AccessDeniedException");
        calls.query(reader, "REPO#a");
        calls.batch(reader, List.of("REPO#a", "REPO#b"));
    }

    @Test
    void the_attributes_condition_covers_all_expressions_of_a_call() {
        AccessKey writer = account.key("Writer");
        calls.update(writer, "SET lastUsed = :v", "attribute_exists(pk)");
        calls.update(writer, "SET #n = :v", "attribute_not_exists(#n) OR #n < :v", "lastUsed");
        for (String update : List.of("SET grants = :v", "SET lastUsed = :v REMOVE grants", "SET lastUsed = grants")) {
            assertThat(GateCalls.refusal(() -> calls.update(writer, update, "attribute_exists(pk) OR :v = :v")))
                    .as(update)
                    .isEqualTo("AccessDeniedException");
        }
        assertThat(GateCalls.refusal(() -> calls.update(writer, "SET lastUsed = :v", "grants <> :v")))
                .isEqualTo("AccessDeniedException");
        assertThat(GateCalls.refusal(() -> calls.update(writer, "SET #n = :v", "attribute_exists(pk)", "grants")))
                .isEqualTo("AccessDeniedException");
    }

    @Test
    void a_transaction_needs_permission_for_the_actions_of_its_items() {
        AccessKey writer = account.key("Writer");
        calls.transact(
                writer,
                item -> item.put(put -> put.tableName(GatedAccount.TABLE).item(GateCalls.key("REPO#t"))));
        calls.transact(
                writer,
                item -> item.conditionCheck(check -> check.tableName(GatedAccount.TABLE)
                        .key(GateCalls.key("REPO#t"))
                        .conditionExpression("attribute_exists(pk)")));
        assertThat(GateCalls.refusal(() -> calls.transact(
                        writer,
                        item -> item.delete(
                                delete -> delete.tableName(GatedAccount.TABLE).key(GateCalls.key("REPO#t"))))))
                .isEqualTo("AccessDeniedException");
    }

    @Test
    void an_operation_that_the_gate_does_not_support_is_rejected() {
        AccessKey writer = account.key("Writer");
        assertThat(GateCalls.refusal(() -> {
                    try (DynamoDbClient client = account.dynamoDb(writer)) {
                        client.deleteTable(request -> request.tableName(GatedAccount.TABLE));
                    }
                }))
                .isEqualTo("UnknownOperationException");
    }

    @Test
    void secrets_are_only_read_with_permission() throws Exception {
        assertThat(calls.signed(account.key("Reader"), "secretsmanager", GateCalls.GET_SECRET, GateCalls.SECRET))
                .contains("s3cret");
        assertThat(calls.signed(
                        account.key("Reader"),
                        "secretsmanager",
                        GateCalls.GET_SECRET,
                        "{\"SecretId\":\"slipway-other\"}"))
                .contains("AccessDeniedException");
        assertThat(calls.signed(account.key("Writer"), "secretsmanager", GateCalls.GET_SECRET, GateCalls.SECRET))
                .contains("AccessDeniedException");
    }

    @Test
    void a_signature_for_one_service_is_invalid_for_another() throws Exception {
        assertThat(calls.signed(account.key("Reader"), "dynamodb", GateCalls.GET_SECRET, GateCalls.SECRET))
                .contains("UnknownOperationException");
    }

    @Test
    void a_key_is_only_used_with_the_encryption_context_of_the_policy() throws Exception {
        String target = "TrentService.GenerateDataKey";
        String request =
                "{\"KeyId\":\"slipway-key\",\"KeySpec\":\"AES_256\",\"EncryptionContext\":{\"slipway\":\"%s\"}}";
        assertThat(calls.signed(account.key("Writer"), "kms", target, request.formatted("builds/1")))
                .contains("CiphertextBlob");
        assertThat(calls.signed(account.key("Writer"), "kms", target, request.formatted("other/1")))
                .contains("AccessDeniedException");
        assertThat(calls.signed(account.key("Reader"), "kms", target, request.formatted("builds/1")))
                .contains("AccessDeniedException");
    }

    @Test
    void a_build_is_started_only_with_permission_and_never_with_another_program() throws Exception {
        String target = "CodeBuild_20161006.StartBuild";
        String request =
                "{\"projectName\":\"slipway-project\",\"environmentVariablesOverride\":[{\"name\":\"%s\",\"value\":\"/tmp/evil\"}]}";
        assertThat(calls.signed(account.key("Reader"), "codebuild", target, request.formatted("SLIPWAY_BUILD")))
                .contains("AccessDeniedException");
        for (String variable : List.of("SLIPWAY_BUILDER", "PATH", "BASH_ENV", "LD_PRELOAD", "JAVA_HOME")) {
            assertThat(calls.signed(account.key("Writer"), "codebuild", target, request.formatted(variable)))
                    .as(variable)
                    .contains("InvalidInputException");
        }
        assertThat(calls.signed(
                        account.key("Writer"),
                        "codebuild",
                        target,
                        "{\"projectName\":\"slipway-project\",\"buildspecOverride\":\"version: 0.2\"}"))
                .contains("InvalidInputException");
        assertThat(calls.signed(account.key("Writer"), "codebuild", target, request.formatted("SLIPWAY_BUILD")))
                .contains("IN_PROGRESS");
    }

    @Test
    void every_access_is_recorded_once_with_the_grants_that_allow_it() throws IOException {
        AccessKey reader = account.key("Reader");
        calls.read(reader, "REPO#recorded");
        calls.read(reader, "REPO#recorded");
        assertThat(Files.readAllLines(account.record))
                .filteredOn(line ->
                        line.contains("\"Reader\"") && line.contains("dynamodb:GetItem") && line.contains("true"))
                .singleElement()
                .asString()
                .contains("\"grants\":[\"Reader#0 dynamodb:GetItem\"]");
    }
}
