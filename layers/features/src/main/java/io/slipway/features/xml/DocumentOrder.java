package io.slipway.features.xml;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compares nodes by document order: the order in which they begin in their document. */
final class DocumentOrder {
    private DocumentOrder() {}

    /**
     * Compares nodes: an element is before its attributes, and they are before its children. Nodes of different trees have some stable
     * order.
     */
    static int compare(XmlNode a, XmlNode b) {
        if (a == b) {
            return 0;
        }
        if (a.parent() == b.parent() && a.parent() != null && a instanceof XmlAttribute == b instanceof XmlAttribute) {
            return Integer.compare(a.indexInParent(), b.indexInParent());
        }
        List<XmlNode> pathA = path(a);
        List<XmlNode> pathB = path(b);
        int depth = 0;
        while (depth < pathA.size() && depth < pathB.size() && pathA.get(depth) == pathB.get(depth)) {
            depth++;
        }
        if (depth == pathA.size() || depth == pathB.size()) {
            return Integer.compare(pathA.size(), pathB.size());
        }
        XmlNode nextA = pathA.get(depth);
        XmlNode nextB = pathB.get(depth);
        if (depth == 0) {
            return Integer.compare(System.identityHashCode(nextA), System.identityHashCode(nextB));
        }
        boolean attribute = nextA instanceof XmlAttribute;
        return attribute == nextB instanceof XmlAttribute
                ? Integer.compare(nextA.indexInParent(), nextB.indexInParent())
                : attribute ? -1 : 1;
    }

    /** Returns the nodes from the root down to the node. */
    private static List<XmlNode> path(XmlNode node) {
        List<XmlNode> path = new ArrayList<>();
        for (@Nullable XmlNode at = node; at != null; at = at.parent()) {
            path.add(at);
        }
        return path.reversed();
    }
}
