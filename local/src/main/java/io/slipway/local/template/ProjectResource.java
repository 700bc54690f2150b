package io.slipway.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.emulators.codebuild.Project;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** A CodeBuild project of the template. */
final class ProjectResource {
    private ProjectResource() {}

    static Project read(String id, JsonNode properties) {
        Map<String, String> environment = new LinkedHashMap<>();
        for (JsonNode variable : properties.path("Environment").path("EnvironmentVariables")) {
            environment.put(
                    variable.path("Name").asText(), variable.path("Value").asText());
        }
        return new Project(
                Resolver.physical(id),
                properties.path("Source").path("BuildSpec").asText(),
                environment,
                Duration.ofMinutes(properties.path("TimeoutInMinutes").asLong()));
    }
}
