package io.slipway.features.xdt;

import io.slipway.features.xdt.Message.Origin;
import io.slipway.features.xdt.Message.Severity;
import io.slipway.features.xml.XmlNode;
import io.slipway.features.xml.XmlPosition;
import java.util.ArrayList;
import java.util.List;

/** The log of a transformation: its changes and findings. */
final class TransformLog {
    private final List<Message> messages = new ArrayList<>();
    private int depth;
    private boolean failed;
    private boolean warningsSuppressed;

    List<Message> messages() {
        return List.copyOf(messages);
    }

    boolean failed() {
        return failed;
    }

    /** Logs warnings with the severity of changes from now on. */
    boolean suppressWarnings(boolean suppress) {
        boolean before = warningsSuppressed;
        warningsSuppressed = suppress;
        return before;
    }

    void message(String text) {
        add(Severity.VERBOSE, Origin.TRANSFORM, XmlPosition.NONE, text);
    }

    void startSection(String text) {
        message(text);
        depth++;
    }

    void endSection(String text) {
        depth--;
        message(text);
    }

    /** Logs a warning at a node of the transform. */
    void warning(XmlNode node, String text) {
        warning(Origin.TRANSFORM, node, text);
    }

    /** Logs a warning at a node of the transformed file. */
    void sourceWarning(XmlNode node, String text) {
        warning(Origin.SOURCE, node, text);
    }

    void error(XdtException e) {
        failed = true;
        add(Severity.ERROR, Origin.TRANSFORM, e.position(), e.text());
    }

    private void warning(Origin origin, XmlNode node, String text) {
        if (warningsSuppressed) {
            message(text);
        } else {
            add(Severity.WARNING, origin, Places.of(node), text);
        }
    }

    private void add(Severity severity, Origin origin, XmlPosition position, String text) {
        messages.add(new Message(severity, origin, position, depth, text));
    }
}
