package io.slipway.core.log;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.core.json.JsonTree;
import java.time.Instant;
import java.util.Map;

/** A line of our logs: an object of JSON with a {@code level}. */
public final class LogLine {
    private final ObjectNode fields = JsonNodeFactory.instance.objectNode();

    private LogLine(String level) {
        with("level", level);
    }

    /** Begins a line about normal work. */
    public static LogLine info() {
        return new LogLine("INFO");
    }

    /** Begins a line about an unexpected event that does no harm. */
    public static LogLine warn(String message) {
        return new LogLine("WARN").with("message", message);
    }

    /** Begins a line about a failure. */
    public static LogLine error() {
        return new LogLine("ERROR");
    }

    /** Adds a field. */
    public LogLine with(String field, String value) {
        fields.put(field, value);
        return this;
    }

    /** Adds a field. */
    public LogLine with(String field, long value) {
        fields.put(field, value);
        return this;
    }

    /**
     * Adds metrics, in CloudWatch's embedded metric format: CloudWatch reads them from the log, and no call is made.
     *
     * @param namespace the metrics' namespace
     * @param time the time of the measurement
     * @param dimensions the values that divide the metrics, by their names
     * @param values the measured values
     */
    public LogLine measuring(String namespace, Instant time, Map<String, String> dimensions, Map<Metric, Long> values) {
        ObjectNode about = fields.putObject("_aws").put("Timestamp", time.toEpochMilli());
        ObjectNode directive = about.putArray("CloudWatchMetrics").addObject().put("Namespace", namespace);
        ArrayNode set = directive.putArray("Dimensions").addArray();
        dimensions.keySet().forEach(set::add);
        ArrayNode metrics = directive.putArray("Metrics");
        values.keySet()
                .forEach(metric -> metrics.addObject().put("Name", metric.id()).put("Unit", metric.unit()));
        dimensions.forEach(this::with);
        values.forEach((metric, value) -> with(metric.id(), value));
        return this;
    }

    /** Adds the class of a defect. Its message may repeat a secret. */
    public LogLine with(Throwable defect) {
        return with("error", defect.getClass().getName());
    }

    /** Returns the JSON, on one line. */
    @Override
    public String toString() {
        return JsonTree.write(fields);
    }
}
