package io.slipway.local.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.slipway.local.template.DistributionResource.OriginKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackTest {
    private static final Path TEMPLATE = Path.of(System.getProperty("slipway.root", "."), "template.yaml");

    @TempDir
    Path folder;

    @Test
    void functions_have_the_routes_variables_and_events_of_the_template() throws IOException {
        Stack stack = Stack.read(TEMPLATE, Map.of("PublicUrl", "https://registry.test"));
        FunctionResource pull = function(stack, "PullFunction");
        assertThat(pull.handler()).isEqualTo("io.slipway.function.pull.PullHandler");
        assertThat(pull.routes()).contains("GET /v2/{proxy+}", "HEAD /v2", "$default");
        assertThat(pull.environment())
                .containsEntry("SLIPWAY_PUBLIC_URL", "https://registry.test")
                .containsEntry("SLIPWAY_TABLE", stack.tables().getFirst().name());
        assertThat(function(stack, "LandedFunction").patterns()).hasSize(1);
        assertThat(stack.functions())
                .filteredOn(it -> !it.isInvoked())
                .extracting(FunctionResource::id)
                .containsExactly("SetupFunction");
    }

    @Test
    void a_path_that_ends_with_a_slash_has_no_route_as_in_sam() throws IOException {
        assertThat(Stack.read(TEMPLATE, Map.of()).functions())
                .flatExtracting(FunctionResource::routes)
                .noneMatch(route -> route.endsWith("/"));
    }

    @Test
    void functions_have_only_the_routes_of_the_template() throws IOException {
        Path changed = folder.resolve("template.yaml");
        Files.writeString(changed, Files.readString(TEMPLATE).replace("Path: /api/{proxy+}", "Path: /other/{proxy+}"));
        Stack stack = Stack.read(changed, Map.of());
        assertThat(function(stack, "ApiFunction").routes())
                .contains("ANY /other/{proxy+}")
                .doesNotContain("ANY /api/{proxy+}");
    }

    @Test
    void a_value_that_the_template_does_not_allow_is_rejected() {
        Map.of(
                        Map.of("MaxConcurrentBuilds", "101"),
                                "the parameter MaxConcurrentBuilds must be a number from 1 to 100, but was ",
                        Map.of("LogRetentionDays", "2"), "the parameter LogRetentionDays must be one of",
                        Map.of("PublicUrl", "registry.example.com"),
                                "the parameter PublicUrl must be of the form (https?://",
                        Map.of("DirectPullCidrs", "9".repeat(121)),
                                "the parameter DirectPullCidrs must be at most 120 characters, but was 121 characters",
                        Map.of("Colour", "blue"), "the template has no parameter Colour; it has DomainName, ")
                .forEach((given, message) -> assertThatExceptionOfType(IOException.class)
                        .isThrownBy(() -> Stack.read(TEMPLATE, given))
                        .withMessageStartingWith(message));
    }

    @Test
    void the_table_has_the_keys_of_the_template() throws IOException {
        assertThat(Stack.read(TEMPLATE, Map.of()).tables().getFirst().keys())
                .containsExactly(Map.entry("pk", "HASH"), Map.entry("sk", "RANGE"));
    }

    @Test
    void the_parameter_of_the_template_enables_the_stream_lane() throws IOException {
        DistributionResource without = Stack.read(TEMPLATE, Map.of()).distribution();
        assertThat(without.origins()).doesNotContainKey("stream");
        assertThat(without.edgeFunctions().get("UploadsEdgeFunction")).contains("const STREAM = 'off' === 'on';");
        DistributionResource with =
                Stack.read(TEMPLATE, Map.of("StreamLane", "on")).distribution();
        assertThat(with.origins()).containsEntry("stream", OriginKind.SERVER);
        assertThat(with.edgeFunctions().get("UploadsEdgeFunction")).contains("const STREAM = 'on' === 'on';");
    }

    @Test
    void the_distribution_has_the_behaviours_of_the_template_and_the_default_last() throws IOException {
        DistributionResource distribution = Stack.read(TEMPLATE, Map.of()).distribution();
        assertThat(distribution.behaviours().getFirst().matches("/v2/team/app/blobs/uploads/1"))
                .isTrue();
        assertThat(distribution.behaviours().getFirst().matches("/v2/team/app/blobs/1"))
                .isFalse();
        assertThat(distribution.behaviours().getFirst().response()).contains("UploadsEdgeFunction");
        assertThat(distribution.behaviours().getLast().matches("/anything")).isTrue();
        assertThat(distribution.origins())
                .containsEntry("api", OriginKind.API)
                .containsEntry("uploads", OriginKind.SIGNED_BUCKET)
                .containsEntry("blobs", OriginKind.BUCKET);
    }

    private static FunctionResource function(Stack stack, String id) {
        return stack.functions().stream()
                .filter(function -> function.id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
