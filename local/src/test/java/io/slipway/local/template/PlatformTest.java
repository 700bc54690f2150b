package io.slipway.local.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.core.log.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The template meets the expectations of a platform team: alarms, limits, protection, rollbacks. */
class PlatformTest {
    private JsonNode template;
    private JsonNode resources;

    @BeforeEach
    void read() throws IOException {
        template = StackTemplate.read(
                Path.of(System.getProperty("slipway.root", ".")).resolve("template.yaml"));
        resources = template.path("Resources");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DefectsAlarm",
                "GatewayAlarm",
                "ThrottlesAlarm",
                "EventFunctionsAlarm",
                "RetentionFunctionAlarm",
                "FailedEventsAlarm",
                "FailedJobsAlarm",
                "ConflictsAlarm",
                "FailedLoginsAlarm",
                "StreamAlarm"
            })
    void every_alarm_has_a_description_and_notifies_the_topic(String alarm) {
        JsonNode properties = resources.path(alarm).path("Properties");
        assertThat(properties.path("AlarmDescription").asText()).isNotEmpty();
        assertThat(properties.path("AlarmActions").toString()).contains("AlarmTopicArn");
        assertThat(properties.path("TreatMissingData").asText()).isEqualTo("notBreaching");
    }

    /** Functions write metrics into their log lines, which cover those of alarms and the dashboard. */
    @Test
    void metrics_need_no_calls() {
        assertThat(globals()
                        .at("/Environment/Variables/SLIPWAY_METRICS/Fn::Sub")
                        .asText())
                .isEqualTo("Slipway/${AWS::StackName}");
        assertThat(types("AWS::Logs::MetricFilter")).isEmpty();
    }

    @Test
    void the_dashboard_shows_exactly_the_existing_metrics() {
        Set<String> metrics = Stream.of(Metric.values()).map(Metric::id).collect(Collectors.toCollection(TreeSet::new));
        assertThat(ownMetricsOfTheDashboard()).isEqualTo(metrics);
    }

    @Test
    void alarms_and_scaling_use_metrics_that_exist() {
        Set<String> metrics = Stream.of(Metric.values()).map(Metric::id).collect(Collectors.toSet());
        List<String> used = resources.findParents("Namespace").stream()
                .filter(parent -> parent.path("Namespace").toString().contains("Slipway/"))
                .map(parent -> parent.path("MetricName").asText())
                .toList();
        assertThat(used).contains("Defects", "FailedLogins", "OpenUploads").allMatch(metrics::contains);
    }

    @Test
    void the_page_about_metrics_lists_every_metric_and_every_alarm() throws IOException {
        String page = Files.readString(
                Path.of(System.getProperty("slipway.root", ".")).resolve("docs/operate/metrics.md"));
        Set<String> rows = Pattern.compile("(?m)^\\| `(\\w+)` \\|")
                .matcher(page)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> expected =
                Stream.of(Metric.values()).map(Metric::id).collect(Collectors.toCollection(TreeSet::new));
        expected.addAll(types("AWS::CloudWatch::Alarm").keySet());
        assertThat(rows).isEqualTo(expected);
    }

    /**
     * Returns the metrics in the namespace {@code Slipway/<stack>} that a list or a search of the dashboard contains.
     */
    private Set<String> ownMetricsOfTheDashboard() {
        String body =
                resources.at("/Dashboard/Properties/DashboardBody/Fn::Sub").asText();
        return Pattern.compile("\"Slipway/[^\"]+\", \"(\\w+)\"|MetricName=\\\\\"(\\w+)\\\\\"")
                .matcher(body)
                .results()
                .map(match -> match.group(1) == null ? match.group(2) : match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void every_function_logs_no_start_and_report_lines_to_a_log_with_limited_retention() {
        assertThat(types("AWS::Serverless::Function")).isNotEmpty().allSatisfy((id, function) -> {
            JsonNode logging = function.path("Properties").path("LoggingConfig");
            assertThat(logging.path("SystemLogLevel").asText()).as(id).isEqualTo("WARN");
            assertThat(resources
                            .path(logging.path("LogGroup").path("Ref").asText())
                            .at("/Properties/RetentionInDays/Ref")
                            .asText())
                    .as(id)
                    .isEqualTo("LogRetentionDays");
        });
    }

    @Test
    void every_function_that_runs_between_deployments_is_in_an_alarm() {
        String alarms = resources.path("ThrottlesAlarm").toString() + resources.path("EventFunctionsAlarm");
        resources.properties().stream()
                .filter(resource -> resource.getValue().path("Type").asText().equals("AWS::Serverless::Function"))
                .map(Map.Entry::getKey)
                .filter(function -> !function.equals("SetupFunction"))
                .forEach(function -> assertThat(alarms).contains("\"" + function + "\""));
    }

    @Test
    void every_function_that_handles_events_has_a_destination_for_failed_ones() {
        for (String function : List.of("LandedFunction", "JobsFunction", "WebhooksFunction", "PullsFunction")) {
            assertThat(resources
                            .path(function)
                            .at("/Properties/EventInvokeConfig/DestinationConfig/OnFailure/Destination/Fn::GetAtt")
                            .asText())
                    .as(function)
                    .isEqualTo("FailedEvents.Arn");
        }
        assertThat(resources
                        .at(
                                "/EventsFunction/Properties/Events/Changes/Properties/DestinationConfig/OnFailure/Destination/Fn::GetAtt")
                        .asText())
                .isEqualTo("FailedEvents.Arn");
    }

    @Test
    void versions_are_deployed_gradually_and_rolled_back_by_an_alarm() {
        JsonNode preference = globals().path("DeploymentPreference");
        assertThat(preference.path("Enabled").path("Ref").asText()).isEqualTo("GradualDeployment");
        assertThat(preference.path("Alarms").path(0).path("Ref").asText()).isEqualTo("DefectsAlarm");
        assertThat(resources.path("DefectsAlarm").toString())
                .as("an alarm that names the gateway would depend on the aliases")
                .doesNotContain("\"Api\"");
    }

    @Test
    void limits_and_protection_are_parameters() {
        assertThat(resources
                        .at("/Api/Properties/DefaultRouteSettings/ThrottlingRateLimit/Ref")
                        .asText())
                .isEqualTo("RequestsPerSecond");
        for (String function :
                List.of("TokenFunction", "PullFunction", "PushFunction", "ApiFunction", "BuildsFunction")) {
            assertThat(resources
                            .path(function)
                            .at("/Properties/ReservedConcurrentExecutions")
                            .toString())
                    .as(function)
                    .contains("ReservedConcurrency");
            assertThat(resources
                            .path(function)
                            .at("/Properties/Environment/Variables")
                            .has("SLIPWAY_EDGE_PROOF"))
                    .as("the gateway's own host is disabled: " + function)
                    .isTrue();
        }
        JsonNode distribution = resources.at("/Distribution/Properties/DistributionConfig");
        assertThat(distribution.path("WebACLId").toString()).contains("WebAclArn");
        assertThat(distribution.path("Logging").toString()).contains("AccessLogsBucket");
        assertThat(distribution.path("PriceClass").path("Ref").asText()).isEqualTo("PriceClass");
        assertThat(resources.path("Records").path("Type").asText()).isEqualTo("AWS::Route53::RecordSetGroup");
        assertThat(resources
                        .at("/Table/Properties/DeletionProtectionEnabled/Ref")
                        .asText())
                .isEqualTo("TableDeletionProtection");
        assertThat(globals().path("Tracing").path("Ref").asText()).isEqualTo("Tracing");
    }

    @Test
    void every_role_has_the_permissions_boundary() {
        assertThat(globals().path("PermissionsBoundary").toString()).contains("PermissionsBoundary");
        assertThat(types("AWS::IAM::Role"))
                .isNotEmpty()
                .allSatisfy((id, role) -> assertThat(
                                role.at("/Properties/PermissionsBoundary").toString())
                        .as(id)
                        .contains("PermissionsBoundary"));
    }

    @Test
    void one_parameter_enables_the_stream_lane() {
        assertThat(template.at("/Conditions/HasStream").toString()).contains("StreamLane");
        JsonNode service = resources.at("/StreamService/Properties");
        assertThat(service.at("/DeploymentConfiguration/DeploymentCircuitBreaker/Rollback")
                        .asText())
                .isEqualTo("true");
        JsonNode container = resources.at("/StreamTask/Properties/ContainerDefinitions/0");
        assertThat(container.path("Image").asText()).matches("public\\.ecr\\.aws/[a-z/]+@sha256:[0-9a-f]{64}");
        assertThat(container.path("StopTimeout").asText()).isEqualTo("120");
        assertThat(resources.at("/StreamLoadBalancer/Properties/Scheme").asText())
                .isEqualTo("internal");
        assertThat(resources
                        .at(
                                "/StreamScalingPolicy/Properties/TargetTrackingScalingPolicyConfiguration/CustomizedMetricSpecification/MetricName")
                        .asText())
                .isEqualTo("OpenUploads");
        resources.properties().stream()
                .filter(resource -> resource.getKey().startsWith("Stream"))
                .forEach(resource -> assertThat(
                                resource.getValue().path("Condition").asText())
                        .as(resource.getKey())
                        .isEqualTo("HasStream"));
    }

    private JsonNode globals() {
        return template.at("/Globals/Function");
    }

    private Map<String, JsonNode> types(String type) {
        return resources.properties().stream()
                .filter(resource -> resource.getValue().path("Type").asText().equals(type))
                .flatMap(resource -> Stream.of(Map.entry(resource.getKey(), resource.getValue())))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
