package io.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.local.template.FunctionResource;
import io.slipway.local.template.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Compares the permissions to invoke functions, which SAM's own translator generates from the template, with the
 * sources that invoke them on one machine: each source has one for its own ARN, only for the alias, and there are no
 * others.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InvocationGrantsTest {
    private JsonNode resources;
    private List<FunctionResource> functions;

    @BeforeAll
    void translate() throws Exception {
        resources = Api.JSON.readTree(translated("us-east-1"));
        functions = Stack.read(Cloud.root().resolve("template.yaml"), Map.of()).functions();
    }

    private static String translated(String region) throws Exception {
        return ReleaseTest.run(
                Cloud.root(),
                Map.of("AWS_DEFAULT_REGION", region),
                Tool.python().toString(),
                "scripts/translated-stack");
    }

    /** ARNs of another partition would match nothing in the regions of China. */
    @Test
    void all_arns_are_in_the_partition_of_the_stacks_region() throws Exception {
        assertThat(resources.toString()).contains("arn:aws:logs:");
        assertThat(translated("cn-north-1")).contains("arn:aws-cn:logs:").doesNotContain("arn:aws:");
    }

    @Test
    void the_gateway_invokes_each_function_for_its_own_routes() {
        for (FunctionResource function : functions) {
            assertThat(sources(function, "apigateway.amazonaws.com"))
                    .as(function.id())
                    .containsExactlyInAnyOrderElementsOf(function.routes().stream()
                            .map(InvocationGrantsTest::source)
                            .toList());
        }
    }

    @Test
    void each_rule_of_eventbridge_invokes_the_function_that_it_targets() {
        for (FunctionResource function : functions) {
            List<String> rules = sources(function, "events.amazonaws.com");
            assertThat(rules)
                    .as(function.id())
                    .hasSize(function.patterns().size() + function.schedules().size());
            for (String rule : rules) {
                assertThat(resources.path(rule).path("Type").asText()).isEqualTo("AWS::Events::Rule");
                assertThat(resources
                                .path(rule)
                                .at("/Properties/Targets/0/Arn/Ref")
                                .asText())
                        .isEqualTo(alias(function));
            }
        }
    }

    @Test
    void logs_invoke_the_functions_that_read_them() {
        for (FunctionResource function : functions) {
            assertThat(sources(function, "logs.amazonaws.com"))
                    .as(function.id())
                    .hasSize(function.subscriptions().size());
        }
    }

    @Test
    void no_other_principal_invokes_a_function() {
        for (JsonNode permission : permissions()) {
            assertThat(permission.path("Principal").asText())
                    .isIn("apigateway.amazonaws.com", "events.amazonaws.com", "logs.amazonaws.com");
            assertThat(permission.path("Action").asText()).isEqualTo("lambda:InvokeFunction");
            assertThat(permission.path("SourceArn").isObject())
                    .as(permission.toString())
                    .isTrue();
            assertThat(functions.stream().map(InvocationGrantsTest::alias))
                    .contains(permission.path("FunctionName").path("Ref").asText());
        }
    }

    /** A route to a function itself instead of its alias would bypass the version and its snapshot. */
    @Test
    void the_gateways_routes_invoke_aliases() {
        List<String> targets = new ArrayList<>();
        resources
                .path("Api")
                .path("Properties")
                .path("Body")
                .path("paths")
                .forEach(path -> path.forEach(method -> {
                    targets.add(method.at("/x-amazon-apigateway-integration/uri/Fn::Sub")
                            .asText());
                }));
        assertThat(targets)
                .hasSameSizeAs(functions.stream()
                        .flatMap(function -> function.routes().stream())
                        .toList());
        assertThat(targets).allMatch(target -> target.endsWith("Aliaslive}/invocations"));
    }

    /**
     * Returns the sources that may invoke a function's alias: a route's method and path, or the logical id of a rule
     * or log group.
     */
    private List<String> sources(FunctionResource function, String principal) {
        List<String> sources = new ArrayList<>();
        for (JsonNode permission : permissions()) {
            boolean here = permission.path("FunctionName").path("Ref").asText().equals(alias(function));
            if (here && permission.path("Principal").asText().equals(principal)) {
                JsonNode source = permission.path("SourceArn");
                String rule = source.path("Fn::GetAtt").path(0).asText();
                String arn = source.path("Fn::Sub").path(0).asText();
                String route = "${__Stage__}/";
                sources.add(
                        rule.isEmpty()
                                ? arn.contains(route) ? arn.substring(arn.indexOf(route) + route.length()) : arn
                                : rule);
            }
        }
        return sources;
    }

    private List<JsonNode> permissions() {
        return resources
                .valueStream()
                .filter(resource -> resource.path("Type").asText().equals("AWS::Lambda::Permission"))
                .map(resource -> resource.path("Properties"))
                .toList();
    }

    private static String alias(FunctionResource function) {
        return function.id() + "Aliaslive";
    }

    /** Returns a route in the form of a permission's ARN. */
    private static String source(String route) {
        return route.equals("$default")
                ? "*"
                : route.replaceFirst("^ANY ", "* ").replace(" ", "").replaceAll("\\{[^}]*}", "*");
    }
}
