package io.slipway.features.xdt;

import io.slipway.features.xml.XPath;
import io.slipway.features.xml.XPathException;
import io.slipway.features.xml.XPathException.Reason;
import io.slipway.features.xml.XmlDocument;
import io.slipway.features.xml.XmlException;
import io.slipway.features.xml.XmlNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The transformed document, in its current and its original state. */
final class TargetDocument {
    private final XmlDocument document;
    private @Nullable String before;
    private @Nullable XmlDocument original;

    TargetDocument(XmlDocument document) {
        this.document = document;
    }

    /** Selects nodes of the current document. */
    List<XmlNode> select(String path, Map<String, String> prefixes) throws XdtException {
        return select(document, path, prefixes);
    }

    /** Selects nodes from a node of the current document. */
    List<XmlNode> select(XmlNode from, String path, Map<String, String> prefixes) throws XdtException {
        try {
            return XPath.version1(path, prefixes).nodes(from);
        } catch (XPathException e) {
            String reason = e.reason() == Reason.SYNTAX ? "has an invalid token" : "cannot be evaluated";
            throw new XdtException("'" + path + "' " + reason + ": " + e.getMessage());
        }
    }

    /** Keeps a copy of the document before the first change. */
    void aboutToChange() {
        if (before == null) {
            before = document.markup();
        }
    }

    /** Returns whether a path selected nodes before the first change. */
    boolean existedInOriginal(String path, Map<String, String> prefixes) throws XdtException {
        String markup = before;
        if (markup == null) {
            return false;
        }
        XmlDocument known = original;
        if (known == null) {
            known = parsed(markup);
            original = known;
        }
        return !select(known, path, prefixes).isEmpty();
    }

    private static XmlDocument parsed(String markup) {
        try {
            return XmlDocument.parse(markup);
        } catch (XmlException e) {
            throw new IllegalStateException("A document that was read is written so that it can be read", e);
        }
    }
}
