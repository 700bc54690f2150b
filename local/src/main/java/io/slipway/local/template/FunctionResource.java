package io.slipway.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Lambda function.
 *
 * @param id its logical id
 * @param handler the class of its handler
 * @param environment its variables
 * @param routes its routes in the HTTP API, as {@code METHOD /path}, {@code ANY /path} or {@code $default}
 * @param signedRoutes its routes with IAM authorization
 * @param patterns the patterns of its events
 * @param streams the filters of its records from the table's stream
 * @param logGroup the name of its log group
 * @param subscriptions its subscriptions to logs
 * @param schedules how often it is invoked without any event
 */
public record FunctionResource(
        String id,
        String handler,
        Map<String, String> environment,
        List<String> routes,
        Set<String> signedRoutes,
        List<JsonNode> patterns,
        List<JsonNode> streams,
        String logGroup,
        List<LogSubscription> subscriptions,
        List<Schedule> schedules) {

    /**
     * A schedule.
     *
     * @param rate how often the function is invoked
     * @param input the event in JSON, if it differs from EventBridge's own
     */
    public record Schedule(Duration rate, Optional<String> input) {}

    /**
     * A subscription of a function to a log.
     *
     * @param logGroup the name of the log group
     * @param field the field that matching lines have
     */
    public record LogSubscription(String logGroup, String field) {}

    /** The only supported form of CloudWatch's filter patterns: lines that have a field, whatever its value. */
    private static final Pattern HAS_FIELD = Pattern.compile("\\{ \\$\\.([A-Za-z]+) = \"\\*\" }");

    private static final Pattern RATE = Pattern.compile("rate\\((\\d{1,9}) (minute|hour|day)s?\\)");

    static FunctionResource read(String id, JsonNode properties, JsonNode globals) {
        Map<String, String> environment = new LinkedHashMap<>();
        for (JsonNode source : List.of(globals, properties)) {
            source.path("Environment")
                    .path("Variables")
                    .properties()
                    .forEach(variable -> environment.put(
                            variable.getKey(), variable.getValue().asText()));
        }
        List<String> routes = new ArrayList<>();
        Set<String> signedRoutes = new HashSet<>();
        List<JsonNode> patterns = new ArrayList<>();
        List<JsonNode> streams = new ArrayList<>();
        List<LogSubscription> subscriptions = new ArrayList<>();
        List<Schedule> schedules = new ArrayList<>();
        for (JsonNode event : properties.path("Events")) {
            JsonNode source = event.path("Properties");
            switch (event.path("Type").asText()) {
                case "HttpApi" -> {
                    // SAM silently creates no route for a path that ends with a slash.
                    if (route(source).endsWith("/")) {
                        continue;
                    }
                    routes.add(route(source));
                    if (source.path("Auth").path("Authorizer").asText().equals("AWS_IAM")) {
                        signedRoutes.add(route(source));
                    }
                }
                case "DynamoDB" ->
                    source.path("FilterCriteria")
                            .path("Filters")
                            .forEach(filter -> streams.add(
                                    AccessResource.json(filter.path("Pattern").asText())));
                case "CloudWatchLogs" ->
                    subscriptions.add(new LogSubscription(
                            source.path("LogGroupName").asText(),
                            field(source.path("FilterPattern").asText())));
                case "EventBridgeRule" -> patterns.add(source.path("Pattern"));
                case "Schedule", "ScheduleV2" ->
                    schedules.add(new Schedule(
                            rate(source.path("Schedule").asText()),
                            Optional.ofNullable(source.path("Input").textValue())));
                default ->
                    throw new IllegalStateException(
                            id + " has an event of a type that the one-machine cloud does not support");
            }
        }
        return new FunctionResource(
                id,
                properties.path("Handler").asText(),
                environment,
                routes,
                signedRoutes,
                patterns,
                streams,
                properties.path("LoggingConfig").path("LogGroup").asText(),
                subscriptions,
                schedules);
    }

    private static String field(String pattern) {
        Matcher matcher = HAS_FIELD.matcher(pattern);
        if (!matcher.matches()) {
            throw new IllegalStateException("the one-machine cloud does not support the filter pattern " + pattern);
        }
        return matcher.group(1);
    }

    /** Parses {@code rate(5 minutes)} (EventBridge, "Rate expressions"). */
    private static Duration rate(String expression) {
        Matcher matcher = RATE.matcher(expression);
        if (!matcher.matches()) {
            throw new IllegalStateException("the one-machine cloud does not support the schedule " + expression);
        }
        return Duration.of(
                Long.parseLong(matcher.group(1)),
                ChronoUnit.valueOf(matcher.group(2).toUpperCase(Locale.ROOT) + "S"));
    }

    /**
     * Returns whether it is invoked here. Functions called by CloudFormation, even if also on a schedule, only
     * maintain resources that exist only in AWS.
     */
    public boolean isInvoked() {
        return !routes.isEmpty()
                || !patterns.isEmpty()
                || !streams.isEmpty()
                || !subscriptions.isEmpty()
                || schedules.stream().anyMatch(schedule -> schedule.input().isEmpty());
    }

    private static String route(JsonNode source) {
        return source.has("Path")
                ? source.path("Method").asText() + " " + source.path("Path").asText()
                : "$default";
    }
}
