package io.slipway.features.xml;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A node of a document. It is written exactly as it was read unless it is changed; then only the changed parts are rewritten. Nodes are
 * compared by identity. Documents are not thread-safe.
 */
public abstract sealed class XmlNode permits XmlAttribute, XmlContainer, XmlLeaf {
    @Nullable
    XmlContainer parent;

    /** The cached index in the parent. */
    int index;

    /** Returns the parent element or document, or an attribute's element; null for a document and for a node outside one. */
    public final @Nullable XmlContainer parent() {
        return parent;
    }

    /** Returns the parent element, if there is one. */
    public final @Nullable XmlElement parentElement() {
        return parent instanceof XmlElement element ? element : null;
    }

    /** Returns the document that contains this, if there is one. */
    public final @Nullable XmlDocument document() {
        return root() instanceof XmlDocument document ? document : null;
    }

    /** Returns the topmost node above this: a document, unless this was removed from one or not inserted into one yet. */
    public final XmlNode root() {
        XmlNode node = this;
        while (node.parent != null) {
            node = node.parent;
        }
        return node;
    }

    /** Returns the start of this node in the text that it was read from, or {@link XmlPosition#NONE}. Other changes do not affect it. */
    public abstract XmlPosition position();

    /** Returns the string value in XPath. */
    public abstract String value();

    /** Returns a deep copy without a parent, with the same markup. */
    public abstract XmlNode copy();

    /** Appends the markup. */
    abstract void write(StringBuilder out);

    /** Returns the markup. */
    public final String markup() {
        StringBuilder out = new StringBuilder();
        write(out);
        return out.toString();
    }

    /** Removes this from its parent, if it has one. The text around it is kept. */
    public final void remove() {
        if (parent != null) {
            parent.detach(this);
        }
    }

    /** Replaces this by another node. */
    public final void replaceWith(XmlNode other) {
        XmlContainer holder = holder();
        int at = indexInParent();
        remove();
        holder.insert(at, other);
    }

    /** Returns the next sibling. */
    public final @Nullable XmlNode next() {
        return sibling(1);
    }

    /** Returns the previous sibling. */
    public final @Nullable XmlNode previous() {
        return sibling(-1);
    }

    /**
     * Returns the index among the parent's children, or among its attributes for an attribute.
     *
     * @throws IllegalStateException if this has no parent
     */
    public final int indexInParent() {
        List<? extends XmlNode> siblings = holder().siblings(this);
        if (index >= siblings.size() || siblings.get(index) != this) {
            for (int i = 0; i < siblings.size(); i++) {
                siblings.get(i).index = i;
            }
        }
        return index;
    }

    private @Nullable XmlNode sibling(int step) {
        if (parent == null) {
            return null;
        }
        List<? extends XmlNode> siblings = parent.siblings(this);
        int at = indexInParent() + step;
        return at >= 0 && at < siblings.size() ? siblings.get(at) : null;
    }

    private XmlContainer holder() {
        if (parent == null) {
            throw new IllegalStateException("The node has no parent");
        }
        return parent;
    }

    /** Records that this differs from the source. */
    final void touch() {
        for (XmlContainer above = parent; above != null && !above.touched; above = above.parent) {
            above.touched = true;
        }
    }

    /** Returns the document's line break. */
    final String lineBreak() {
        XmlDocument document = document();
        return document == null ? "\n" : document.dominantLineBreak();
    }

    @Override
    public final String toString() {
        return markup();
    }
}
