package io.slipway.core.error;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A line of our logs: an object of JSON with a {@code level}. */
public final class LogLine {
    private final ObjectNode fields = JsonNodeFactory.instance.objectNode();

    private LogLine(String level) {
        with("level", level);
    }

    /** A line about normal work. */
    public static LogLine info() {
        return new LogLine("INFO");
    }

    /** A line about something unexpected that does no harm. */
    public static LogLine warn(String message) {
        return new LogLine("WARN").with("message", message);
    }

    /** A line about a failure. */
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

    /** Adds the class of a defect. Its message may repeat a secret. */
    public LogLine with(Throwable defect) {
        return with("error", defect.getClass().getName());
    }

    /** The JSON, on one line. */
    @Override
    public String toString() {
        return fields.toString();
    }
}
