package io.slipway.features.xml;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** A node with children: a document or an element. */
public abstract sealed class XmlContainer extends XmlNode permits XmlDocument, XmlElement {
    /** True if this or a descendant differs from the source. */
    boolean touched;

    private List<XmlNode> children = List.of();

    /** Returns a live view of the children, in order, without attributes. */
    public final List<XmlNode> children() {
        return Collections.unmodifiableList(children);
    }

    /** Returns the child elements. */
    public final Stream<XmlElement> elements() {
        return children.stream().filter(XmlElement.class::isInstance).map(XmlElement.class::cast);
    }

    /** Inserts a node after the last child, and removes it from its old parent. */
    public final void append(XmlNode node) {
        node.remove();
        insert(children.size(), node);
    }

    /**
     * Inserts a node among the children, and removes it from its former parent.
     *
     * @throws IllegalArgumentException if the node is an attribute, a document or an ancestor of this
     */
    public final void insert(int at, XmlNode node) {
        if (node instanceof XmlAttribute || node instanceof XmlDocument || holds(node, this)) {
            throw new IllegalArgumentException("The node must not be an ancestor of its new parent");
        }
        node.remove();
        add(at, node);
        node.touch();
        changedBy(node);
    }

    /** Inserts a node directly before a child. */
    public final void insertBefore(XmlNode child, XmlNode node) {
        node.remove();
        insert(child.indexInParent(), node);
    }

    /** Inserts a node directly after a child. */
    public final void insertAfter(XmlNode child, XmlNode node) {
        node.remove();
        insert(child.indexInParent() + 1, node);
    }

    /** Removes all children. */
    public final void clear() {
        if (!children.isEmpty()) {
            children.getFirst().touch();
            boolean elements = elements().findAny().isPresent();
            children.forEach(child -> child.parent = null);
            children.clear();
            if (elements) {
                changed();
            }
        }
    }

    /** Returns the concatenated text of all descendants. */
    @Override
    public final String value() {
        if (children.size() == 1 && children.getFirst() instanceof XmlText text) {
            return text.value();
        }
        StringBuilder out = new StringBuilder();
        appendValue(out);
        return out.toString();
    }

    private void appendValue(StringBuilder out) {
        for (XmlNode child : children) {
            switch (child) {
                case XmlText text -> out.append(text.value());
                case XmlCData data -> out.append(data.value());
                case XmlElement element -> ((XmlContainer) element).appendValue(out);
                default -> {
                    // Comments and instructions are not part of a value.
                }
            }
        }
    }

    /** Adds a node that the parser read, which does not count as a change. */
    final void read(XmlNode node) {
        add(children.size(), node);
    }

    private void add(int at, XmlNode node) {
        if (children.isEmpty()) {
            children = new ArrayList<>(2);
        }
        children.add(at, node);
        node.parent = this;
        node.index = at;
    }

    List<? extends XmlNode> siblings(XmlNode node) {
        return children;
    }

    void detach(XmlNode node) {
        int at = node.indexInParent();
        node.touch();
        children.remove(at);
        node.parent = null;
        changedBy(node);
    }

    final void writeChildren(StringBuilder out) {
        for (XmlNode child : children) {
            child.write(out);
        }
    }

    private void changedBy(XmlNode node) {
        if (node instanceof XmlElement) {
            changed();
        }
    }

    /** Notifies the document that its elements have changed. */
    final void changed() {
        XmlDocument document = document();
        if (document != null) {
            document.structureChanged();
        }
    }

    private static boolean holds(XmlNode node, XmlNode within) {
        for (XmlNode above = within; above != null; above = above.parent) {
            if (above == node) {
                return true;
            }
        }
        return false;
    }
}
