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
 * @param routes the routes of the HTTP API that lead to it, as {@code METHOD /path}, {@code ANY /path} or {@code $default}
 * @param signedRoutes those of the routes whose callers IAM authorises
 * @param patterns the patterns of the events that lead to it
 * @param streams the filters of the records of the table's stream that lead to it
 * @param logGroup the name of the group of its log
 * @param subscriptions the logs whose lines lead to it
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
     * @param input the event that it gets, in JSON, where that is not EventBridge's own
     */
    public record Schedule(Duration rate, Optional<String> input) {}

    /**
     * A subscription of a function to a log.
     *
     * @param logGroup the name of the group of the log
     * @param field the field that lines of interest have
     */
    public record LogSubscription(String logGroup, String field) {}

    /** The one form of a filter pattern of CloudWatch that is known here: the lines that have a field, whatever its value. */
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
                    // As SAM does, which silently makes no route for a path that ends with a slash.
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
                            id + " has an event of a type that the one-machine cloud does not know");
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
            throw new IllegalStateException("the one-machine cloud does not know the filter pattern " + pattern);
        }
        return matcher.group(1);
    }

    /** {@code rate(5 minutes)} (EventBridge, "Rate expressions"). */
    private static Duration rate(String expression) {
        Matcher matcher = RATE.matcher(expression);
        if (!matcher.matches()) {
            throw new IllegalStateException("the one-machine cloud does not know the schedule " + expression);
        }
        return Duration.of(
                Long.parseLong(matcher.group(1)),
                ChronoUnit.valueOf(matcher.group(2).toUpperCase(Locale.ROOT) + "S"));
    }

    /**
     * Returns whether it is invoked here. Functions that CloudFormation calls, also on a schedule with its own event, only maintain
     * resources that exist in AWS.
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
