package io.slipway.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The access rules of the template: the roles, and the policies of buckets and keys.
 *
 * @param roles the roles by ARN
 * @param users the ARN of the role of each function and task, by logical id, and of each project, by name
 * @param resourcePolicies the policies of buckets and keys, by ARN
 */
public record AccessResource(
        Map<String, Role> roles, Map<String, String> users, Map<String, List<JsonNode>> resourcePolicies) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Managed policies for services without an emulator: log groups and traces. */
    private static final Set<String> WITHOUT_EFFECT = Set.of(
            "AWSLambdaBasicExecutionRole",
            "AWSXRayDaemonWriteAccess",
            "AmazonECSTaskExecutionRolePolicy",
            "AWSCodeDeployRoleForLambdaLimited");

    /**
     * A role.
     *
     * @param id its logical id, or that of the function for which SAM creates it
     * @param policies its policies
     */
    public record Role(String id, List<JsonNode> policies) {}

    public AccessResource {
        roles = Map.copyOf(roles);
        users = Map.copyOf(users);
        resourcePolicies = Map.copyOf(resourcePolicies);
    }

    /** Reads the resources of a template, with a resolver whose references to secrets and layers are ARNs. */
    static AccessResource read(JsonNode resources, Resolver resolver) {
        Map<String, Role> roles = new LinkedHashMap<>();
        Map<String, String> users = new LinkedHashMap<>();
        Map<String, List<JsonNode>> resourcePolicies = new HashMap<>();
        resources.properties().forEach(resource -> {
            String id = resource.getKey();
            JsonNode properties = resolver.resolve(resource.getValue().path("Properties"));
            switch (resource.getValue().path("Type").asText()) {
                case "AWS::Serverless::Function" -> {
                    String own = properties.path("Role").asText();
                    String arn = own.isEmpty() ? resolver.arn("AWS::IAM::Role", id + "Role") : own;
                    users.put(id, arn);
                    if (own.isEmpty()) {
                        roles.put(arn, new Role(id, policies(id, properties.path("Policies"))));
                    }
                }
                case "AWS::IAM::Role" -> {
                    List<JsonNode> policies = new ArrayList<>(policies(id, properties.path("ManagedPolicyArns")));
                    properties.path("Policies").forEach(policy -> policies.add(policy.path("PolicyDocument")));
                    roles.put(resolver.arn("AWS::IAM::Role", id), new Role(id, policies));
                }
                case "AWS::CodeBuild::Project" ->
                    users.put(
                            Resolver.physical(id),
                            properties.path("ServiceRole").asText());
                case "AWS::ECS::TaskDefinition" ->
                    users.put(id, properties.path("TaskRoleArn").asText());
                case "AWS::S3::BucketPolicy" ->
                    resourcePolicies.put(
                            resolver.bucketArn(properties.path("Bucket").asText()),
                            List.of(properties.path("PolicyDocument")));
                case "AWS::KMS::Key" ->
                    resourcePolicies.put(resolver.arn("AWS::KMS::Key", id), List.of(properties.path("KeyPolicy")));
                default -> {
                    // has no policy
                }
            }
        });
        return new AccessResource(roles, users, resourcePolicies);
    }

    /** Returns the policies of a function or a role: documents, and names of managed policies. */
    private static List<JsonNode> policies(String id, JsonNode node) {
        List<JsonNode> policies = new ArrayList<>();
        for (JsonNode policy : node.isArray() ? node : JSON.createArrayNode().add(node)) {
            String name = policy.asText().substring(policy.asText().lastIndexOf('/') + 1);
            if (policy.has("Statement")) {
                policies.add(policy);
            } else if (!policy.isMissingNode() && !policy.isNull() && !WITHOUT_EFFECT.contains(name)) {
                throw new IllegalStateException(
                        id + " has a policy that the one-machine cloud does not support: " + policy);
            }
        }
        return policies;
    }

    /** Returns the role with this ARN. */
    public Role role(String arn) {
        return Optional.ofNullable(roles.get(arn))
                .orElseThrow(() -> new IllegalStateException("the template has no role " + arn));
    }

    /** Returns the ARN of the role of a function, project or task. */
    public String roleOf(String id) {
        return Optional.ofNullable(users.get(id))
                .orElseThrow(() -> new IllegalStateException("the template has no role for " + id));
    }

    /** Parses a policy. */
    public static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
