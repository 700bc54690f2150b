package io.slipway.features.xdt;

import io.slipway.features.xdt.Message.Origin;
import io.slipway.features.xdt.Message.Severity;
import io.slipway.features.xdt.TransformOutcome.Result;
import io.slipway.features.xml.XmlDocument;
import io.slipway.features.xml.XmlException;
import java.util.List;

/** A document after a transform, with the messages. */
record Transformed(String document, TransformOutcome outcome) {
    private static final String ROOT =
            "<configuration xmlns:xdt='http://schemas.microsoft.com/XML-Document-Transform'>";

    /** Applies a transform whose second line, within the root {@code configuration}, is the argument. */
    static Transformed within(String source, String body) throws XmlException {
        return by(source, ROOT + "\n" + body + "\n</configuration>");
    }

    static Transformed by(String source, String transform) throws XmlException {
        XmlDocument document = XmlDocument.parse(source);
        TransformOutcome outcome = Transformation.apply(document, XmlDocument.parse(transform));
        return new Transformed(document.markup(), outcome);
    }

    boolean done() {
        return outcome.result() == Result.DONE;
    }

    /**
     * Returns warnings and errors as {@code line:column severity: text}, with {@code source} before those about the
     * source.
     */
    List<String> said() {
        return outcome.messages().stream()
                .filter(message -> message.severity() != Severity.VERBOSE)
                .map(message -> (message.origin() == Origin.SOURCE ? "source " : "") + message.position() + " "
                        + (message.severity() == Severity.WARNING ? "warning: " : "error: ") + message.text())
                .toList();
    }

    /** Returns the log without positions. */
    List<String> log() {
        return outcome.messages(Severity.VERBOSE).stream().map(Message::text).toList();
    }
}
