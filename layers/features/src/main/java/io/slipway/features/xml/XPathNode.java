package io.slipway.features.xml;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.sf.saxon.om.NamespaceBinding;
import net.sf.saxon.om.NamespaceMap;
import net.sf.saxon.om.NamespaceUri;
import net.sf.saxon.om.NodeInfo;
import net.sf.saxon.pattern.AnyNodeTest;
import net.sf.saxon.pattern.NodeTest;
import net.sf.saxon.str.StringView;
import net.sf.saxon.str.UnicodeString;
import net.sf.saxon.tree.iter.AxisIterator;
import net.sf.saxon.tree.util.Navigator;
import net.sf.saxon.tree.wrapper.AbstractNodeWrapper;
import net.sf.saxon.tree.wrapper.SiblingCountingNode;
import net.sf.saxon.type.Type;
import org.jspecify.annotations.Nullable;

/** A node as Saxon sees it. Two instances are equal if their nodes are the same. */
final class XPathNode extends AbstractNodeWrapper implements SiblingCountingNode {
    private final XPathTree tree;
    private final XmlNode node;

    XPathNode(XPathTree tree, XmlNode node) {
        this.tree = tree;
        this.treeInfo = tree;
        this.node = node;
    }

    @Override
    public XmlNode getUnderlyingNode() {
        return node;
    }

    @Override
    public int getNodeKind() {
        return switch (node) {
            case XmlElement element -> Type.ELEMENT;
            case XmlAttribute attribute -> Type.ATTRIBUTE;
            case XmlComment comment -> Type.COMMENT;
            case XmlInstruction instruction -> Type.PROCESSING_INSTRUCTION;
            case XmlDocument document -> Type.DOCUMENT;
            default -> Type.TEXT;
        };
    }

    @Override
    public UnicodeString getUnicodeStringValue() {
        return StringView.tidy(tree.value(node));
    }

    @Override
    public String getLocalPart() {
        return switch (node) {
            case XmlElement element -> element.name().local();
            case XmlAttribute attribute -> attribute.name().local();
            case XmlInstruction instruction -> instruction.target();
            default -> "";
        };
    }

    @Override
    public NamespaceUri getNamespaceUri() {
        return switch (node) {
            case XmlElement element -> tree.uri(element.name().namespace());
            case XmlAttribute attribute -> tree.uri(attribute.name().namespace());
            default -> NamespaceUri.NULL;
        };
    }

    @Override
    public String getPrefix() {
        return switch (node) {
            case XmlElement element -> element.name().prefix();
            case XmlAttribute attribute -> attribute.name().prefix();
            default -> "";
        };
    }

    @Override
    public @Nullable NodeInfo getParent() {
        return node == tree.top() || node.parent() == null ? null : tree.node(node.parent());
    }

    @Override
    public NodeInfo getRoot() {
        return tree.getRootNode();
    }

    @Override
    public int getSiblingPosition() {
        return node.parent() == null ? 0 : node.indexInParent();
    }

    @Override
    public int compareOrder(NodeInfo other) {
        return other instanceof XPathNode wrapped
                ? DocumentOrder.compare(node, wrapped.node)
                : -other.compareOrder(this);
    }

    @Override
    public @Nullable String getAttributeValue(NamespaceUri namespace, String local) {
        return node instanceof XmlElement element
                ? element.attribute(namespace.toString(), local)
                        .filter(attribute -> !attribute.name().declaresNamespace())
                        .map(XmlAttribute::value)
                        .orElse(null)
                : null;
    }

    @Override
    protected AxisIterator iterateAttributes(NodeTest test) {
        List<XmlAttribute> seen = new ArrayList<>();
        for (XmlAttribute attribute : ((XmlElement) node).attributes()) {
            if (!attribute.name().declaresNamespace()) {
                seen.add(attribute);
            }
        }
        return filtered(new Siblings(seen, -1, 1), test);
    }

    @Override
    protected AxisIterator iterateChildren(NodeTest test) {
        return filtered(new Siblings(((XmlContainer) node).children(), -1, 1), test);
    }

    @Override
    protected AxisIterator iterateSiblings(NodeTest test, boolean forwards) {
        XmlContainer parent = node.parent();
        List<XmlNode> siblings = parent == null ? List.of() : parent.children();
        return filtered(new Siblings(siblings, parent == null ? 0 : node.indexInParent(), forwards ? 1 : -1), test);
    }

    private static AxisIterator filtered(AxisIterator all, NodeTest test) {
        return test instanceof AnyNodeTest ? all : new Navigator.AxisFilter(all, test);
    }

    @Override
    public boolean hasChildNodes() {
        return node instanceof XmlContainer container && new Siblings(container.children(), -1, 1).next() != null;
    }

    @Override
    public NamespaceBinding[] getDeclaredNamespaces(NamespaceBinding @Nullable [] buffer) {
        if (!(node instanceof XmlElement element)) {
            return new NamespaceBinding[0];
        }
        return element.attributes().stream()
                .filter(attribute -> attribute.name().declaresNamespace())
                .map(attribute -> new NamespaceBinding(
                        attribute.name().prefix().isEmpty()
                                ? ""
                                : attribute.name().local(),
                        NamespaceUri.of(attribute.value())))
                .toArray(NamespaceBinding[]::new);
    }

    @Override
    public @Nullable NamespaceMap getAllNamespaces() {
        if (!(node instanceof XmlElement element)) {
            return null;
        }
        NamespaceMap map = NamespaceMap.emptyMap();
        for (Map.Entry<String, String> declared : element.namespaces().entrySet()) {
            map = declared.getValue().isEmpty()
                    ? map
                    : map.put(declared.getKey(), NamespaceUri.of(declared.getValue()));
        }
        return map;
    }

    @Override
    public void generateId(StringBuilder buffer) {
        Navigator.appendSequentialKey(this, buffer, true);
    }

    /** Iterates over siblings from a position on, in one direction. */
    private final class Siblings implements AxisIterator {
        private final List<? extends XmlNode> siblings;
        private final int step;
        private int at;

        Siblings(List<? extends XmlNode> siblings, int from, int step) {
            this.siblings = siblings;
            this.at = from;
            this.step = step;
        }

        @Override
        public @Nullable NodeInfo next() {
            for (at += step; at >= 0 && at < siblings.size(); at += step) {
                tree.count(1);
                XmlNode seen = tree.visible(siblings, at);
                if (seen != null) {
                    return tree.node(seen);
                }
            }
            return null;
        }
    }
}
