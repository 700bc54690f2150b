package io.slipway.features.xdt;

import io.slipway.features.xml.XmlElement;
import io.slipway.features.xml.XmlNode;
import io.slipway.features.xml.XmlText;
import java.util.List;

/**
 * A transform on one target.
 *
 * @param context the transform's element
 * @param target the changed node
 * @param arguments the transform's arguments
 * @param log receives the changes and findings
 */
record Application(TransformElement context, XmlNode target, List<String> arguments, TransformLog log) {
    /** Warns at the transform's attribute. */
    void warn(String text) {
        log.warning(context.place(), text);
    }

    void done(String text) {
        log.message(text);
    }

    /** Returns a node's name in messages. */
    static String name(XmlNode node) {
        return switch (node) {
            case XmlElement element -> element.name().qualified();
            case XmlText text -> "#text";
            default -> "#comment";
        };
    }
}
