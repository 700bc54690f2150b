package io.slipway.features.xdt;

import io.slipway.features.xml.XmlElement;
import io.slipway.features.xml.XmlNode;
import io.slipway.features.xml.XmlText;
import java.util.List;

/**
 * A transform on one target.
 *
 * @param context the transform's element
 * @param target what is changed
 * @param arguments the transform's arguments
 * @param log takes what is done and found
 */
record Application(TransformElement context, XmlNode target, List<String> arguments, TransformLog log) {
    /** Warns at the transform's attribute. */
    void warn(String text) {
        log.warning(context.place(), text);
    }

    void done(String text) {
        log.message(text);
    }

    /** What a node is called in messages. */
    static String name(XmlNode node) {
        return switch (node) {
            case XmlElement element -> element.name().qualified();
            case XmlText text -> "#text";
            default -> "#comment";
        };
    }
}
