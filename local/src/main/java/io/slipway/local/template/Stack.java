package io.slipway.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.emulators.codebuild.Project;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * The resources of a template that the one-machine cloud emulates.
 *
 * @param functions the Lambda functions
 * @param tables the DynamoDB tables
 * @param buckets the names of the S3 buckets
 * @param secrets the names of the generated secrets, by logical id
 * @param keys the ids of the KMS keys
 * @param projects the CodeBuild projects
 * @param distribution the CloudFront distribution
 * @param access the access rules
 */
public record Stack(
        List<FunctionResource> functions,
        List<TableResource> tables,
        List<String> buckets,
        Map<String, String> secrets,
        List<String> keys,
        List<Project> projects,
        DistributionResource distribution,
        AccessResource access) {

    /** Reads a template, with these values for its parameters. */
    public static Stack read(Path template, Map<String, String> parameters) throws IOException {
        JsonNode root = StackTemplate.read(template);
        Parameters.check(root, parameters);
        Resolver resolver = new Resolver(root, parameters);
        JsonNode globals = resolver.resolve(root.path("Globals").path("Function"));
        List<FunctionResource> functions = new ArrayList<>();
        List<TableResource> tables = new ArrayList<>();
        List<String> buckets = new ArrayList<>();
        Map<String, String> secrets = new LinkedHashMap<>();
        List<String> keys = new ArrayList<>();
        List<Project> projects = new ArrayList<>();
        Map<String, String> edgeFunctions = new LinkedHashMap<>();
        LinkedHashMap<String, JsonNode> distributions = new LinkedHashMap<>();
        Map<String, JsonNode> others = new LinkedHashMap<>();
        Map<String, BiConsumer<String, JsonNode>> kinds = Map.of(
                "AWS::KMS::Key",
                (id, properties) -> keys.add(Resolver.physical(id)),
                "AWS::CodeBuild::Project",
                (id, properties) -> projects.add(ProjectResource.read(id, properties)),
                "AWS::Serverless::Function",
                (id, properties) -> functions.add(FunctionResource.read(id, properties, globals)),
                "AWS::DynamoDB::Table",
                (id, properties) -> tables.add(TableResource.read(id, properties)),
                "AWS::S3::Bucket",
                (id, properties) -> buckets.add(Resolver.physical(id)),
                "AWS::SecretsManager::Secret",
                (id, properties) -> secrets.put(id, Resolver.physical(id)),
                "AWS::CloudFront::Function",
                (id, properties) ->
                        edgeFunctions.put(id, properties.path("FunctionCode").asText()),
                "AWS::CloudFront::Distribution",
                (id, properties) -> distributions.put(id, properties.path("DistributionConfig")));
        root.path("Resources").properties().forEach(resource -> {
            JsonNode properties = resolver.resolve(resource.getValue().path("Properties"));
            kinds.getOrDefault(resource.getValue().path("Type").asText(), others::put)
                    .accept(resource.getKey(), properties);
        });
        return new Stack(
                functions,
                tables,
                buckets,
                secrets,
                keys,
                projects,
                DistributionResource.read(
                        "arn:aws:cloudfront::" + Resolver.arns().account() + ":distribution/"
                                + Resolver.physical(distributions.firstEntry().getKey()),
                        distributions.firstEntry().getValue(),
                        edgeFunctions,
                        others),
                AccessResource.read(root.path("Resources"), Resolver.ofPolicies(root, parameters)));
    }

    /** Returns the ARNs of the stack's account. */
    public Arns arns() {
        return Resolver.arns();
    }
}
