package io.slipway.features.xml;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a document. It is written exactly as it was read unless it is changed; then only what was changed is written anew. Nodes are
 * compared by identity. Documents are not for several threads at once.
 */
public abstract sealed class XmlNode permits XmlAttribute, XmlContainer, XmlLeaf {
    @Nullable
    XmlContainer parent;

    /** Where the parent had this among its children when it was last asked. */
    int index;

    /** The element that holds this, or the document; an attribute's element; nothing for a document and for what is not part of one. */
    public final @Nullable XmlContainer parent() {
        return parent;
    }

    /** The element that holds this, if there is one. */
    public final @Nullable XmlElement parentElement() {
        return parent instanceof XmlElement element ? element : null;
    }

    /** The document that this is part of, if it is part of one. */
    public final @Nullable XmlDocument document() {
        return root() instanceof XmlDocument document ? document : null;
    }

    /** The topmost node above this: a document, unless this was taken out of one or has not been put into one yet. */
    public final XmlNode root() {
        XmlNode node = this;
        while (node.parent != null) {
            node = node.parent;
        }
        return node;
    }

    /** Where this began in the text that it was read from, or {@link XmlPosition#NONE}. Changes elsewhere do not move it. */
    public abstract XmlPosition position();

    /** The value as XPath sees it. */
    public abstract String value();

    /** A copy of this and all that it holds, written as this is, which is part of nothing. */
    public abstract XmlNode copy();

    /** Appends the markup. */
    abstract void write(StringBuilder out);

    /** This as markup. */
    public final String markup() {
        StringBuilder out = new StringBuilder();
        write(out);
        return out.toString();
    }

    /** Takes this out of what it is part of, if it is part of something. What stands before and behind it stays. */
    public final void remove() {
        if (parent != null) {
            parent.detach(this);
        }
    }

    /** Puts another node in the place of this. */
    public final void replaceWith(XmlNode other) {
        XmlContainer holder = holder();
        int at = indexInParent();
        remove();
        holder.insert(at, other);
    }

    /** The node that follows this under the same parent. */
    public final @Nullable XmlNode next() {
        return sibling(1);
    }

    /** The node that stands before this under the same parent. */
    public final @Nullable XmlNode previous() {
        return sibling(-1);
    }

    /**
     * The place among the parent's children; among its attributes for an attribute.
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
            throw new IllegalStateException("The node is part of nothing");
        }
        return parent;
    }

    /** Notes that this is no longer written as it was read. */
    final void touch() {
        for (XmlContainer above = parent; above != null && !above.touched; above = above.parent) {
            above.touched = true;
        }
    }

    /** The line break that the document uses. */
    final String lineBreak() {
        XmlDocument document = document();
        return document == null ? "\n" : document.dominantLineBreak();
    }

    @Override
    public final String toString() {
        return markup();
    }
}
