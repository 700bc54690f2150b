package io.slipway.features.xdt;

import io.slipway.features.xdt.Message.Severity;
import io.slipway.features.xml.XmlPosition;
import java.util.List;

/**
 * The outcome of a transformation.
 *
 * @param result the result
 * @param messages the log, in order
 * @param changes the changes, in order
 */
public record TransformOutcome(Result result, List<Message> messages, List<Applied> changes) {
    /** The result of a transformation. */
    public enum Result {
        /** Done without errors, possibly with warnings. */
        DONE,
        /** At least one transform failed; the others were applied. */
        FAILED,
        /** Nothing was applied: the transform refers to a custom class. */
        REFUSED
    }

    /**
     * A transform that was applied.
     *
     * @param name of the transform
     * @param position where its target began in the file
     */
    public record Applied(String name, XmlPosition position) {}

    /** Keeps its own copies. */
    public TransformOutcome {
        messages = List.copyOf(messages);
        changes = List.copyOf(changes);
    }

    /** Returns the messages of one severity. */
    public List<Message> messages(Severity severity) {
        return messages.stream()
                .filter(message -> message.severity() == severity)
                .toList();
    }
}
