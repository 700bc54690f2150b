package io.slipway.local.gate;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.local.gate.Refusal.Reason;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Determines the accesses of calls to Secrets Manager, KMS, CodeBuild and EventBridge (Service Authorization
 * Reference, each service's page).
 */
final class JsonAccess {
    /** The prefixes of {@code X-Amz-Target}, by the service's name in signatures. */
    static final Map<String, String> TARGETS = Map.of(
            "dynamodb", "DynamoDB_20120810.",
            "secretsmanager", "secretsmanager.",
            "kms", "TrentService.",
            "codebuild", "CodeBuild_20161006.",
            "events", "AWSEvents.");

    private final Resources resources;
    private final DynamoDbAccess dynamoDb;

    JsonAccess(Resources resources) {
        this.resources = resources;
        this.dynamoDb = new DynamoDbAccess(resources);
    }

    List<AccessRequest> of(String service, String operation, JsonNode request) throws Refusal {
        String action = service + ":" + operation;
        return switch (service) {
            case "dynamodb" -> dynamoDb.of(operation, request);
            case "secretsmanager" ->
                List.of(AccessRequest.to(
                                action,
                                resources.secret(request.path("SecretId").asText()))
                        .with(
                                "secretsmanager:SecretId",
                                request.path("SecretId").asText())
                        .with(
                                "secretsmanager:VersionStage",
                                request.path("VersionStage").asText("AWSCURRENT")));
            case "kms" -> List.of(key(action, request));
            case "codebuild" ->
                projects(request).stream()
                        .map(project -> AccessRequest.to(action, resources.project(project)))
                        .toList();
            case "events" ->
                request.path("Entries")
                        .valueStream()
                        .map(entry -> AccessRequest.to(
                                        action,
                                        resources.eventBus(
                                                entry.path("EventBusName").asText("default")))
                                .with("events:source", entry.path("Source").asText())
                                .with(
                                        "events:detail-type",
                                        entry.path("DetailType").asText()))
                        .toList();
            default -> throw new Refusal(Reason.NO_OPERATION, "there is no service " + service + " here");
        };
    }

    private AccessRequest key(String action, JsonNode request) {
        AccessRequest access =
                AccessRequest.to(action, resources.key(request.path("KeyId").asText()));
        Set<String> keys = new TreeSet<>();
        for (var line : request.path("EncryptionContext").properties()) {
            keys.add(line.getKey());
            access = access.with(
                    "kms:EncryptionContext:" + line.getKey(), line.getValue().asText());
        }
        return access.with("kms:EncryptionContextKeys", keys);
    }

    /** Returns the project of a request, or the projects of its builds, {@code project:uuid}. */
    private static Set<String> projects(JsonNode request) {
        Set<String> projects = new TreeSet<>();
        for (String field : List.of("projectName", "id")) {
            if (request.has(field)) {
                projects.add(request.path(field).asText().split(":", 2)[0]);
            }
        }
        request.path("ids").forEach(id -> projects.add(id.asText().split(":", 2)[0]));
        // Without a project, the access has no resource, which no policy can allow.
        return projects.isEmpty() ? Set.of("") : projects;
    }
}
