package io.slipway.features.xml;

import java.util.List;
import net.sf.saxon.Configuration;
import net.sf.saxon.om.GenericTreeInfo;
import net.sf.saxon.om.NamespaceUri;
import org.jspecify.annotations.Nullable;

/**
 * A tree as XPath sees it, for one evaluation. It reads the nodes themselves, so it sees every change. Adjacent text, references and
 * sections are one text node, represented by the first. It counts reads, so that expensive expressions are stopped.
 */
final class XPathTree extends GenericTreeInfo {
    private final XmlNode top;
    private final boolean seesSpace;
    private final XPathBudget budget;
    private String lastNamespace = "";
    private NamespaceUri lastUri = NamespaceUri.NULL;

    /**
     * @param seesSpace whether white space between tags is text; otherwise it is ignored unless {@code xml:space} is {@code preserve}
     */
    XPathTree(Configuration configuration, XmlNode top, boolean seesSpace, XPathBudget budget) {
        super(configuration);
        this.top = top;
        this.seesSpace = seesSpace;
        this.budget = budget;
        setRootNode(node(top));
    }

    XPathNode node(XmlNode node) {
        return new XPathNode(this, node);
    }

    /** Counts reads. */
    void count(int reads) {
        budget.spend(reads);
    }

    XmlNode top() {
        return top;
    }

    NamespaceUri uri(String namespace) {
        // The same few namespaces repeat; Saxon's own table is only used when the namespace changes.
        if (!namespace.equals(lastNamespace)) {
            lastUri = NamespaceUri.of(namespace);
            lastNamespace = namespace;
        }
        return lastUri;
    }

    /** Returns the XPath node that begins at an index among siblings, if one does. */
    @Nullable
    XmlNode visible(List<? extends XmlNode> siblings, int at) {
        XmlNode node = siblings.get(at);
        return switch (node) {
            case XmlDoctype doctype -> null;
            case XmlDeclaration declaration -> null;
            case XmlText text when !isSeen(text) -> null;
            case XmlText text -> beginsRun(siblings, at) ? node : null;
            case XmlCData data -> beginsRun(siblings, at) ? node : null;
            default -> node;
        };
    }

    private boolean beginsRun(List<? extends XmlNode> siblings, int at) {
        for (int i = at - 1; i >= 0; i--) {
            XmlNode before = siblings.get(i);
            if (before instanceof XmlText text) {
                if (isSeen(text)) {
                    return false;
                }
            } else {
                return !(before instanceof XmlCData);
            }
        }
        return true;
    }

    private boolean isSeen(XmlText text) {
        if (text.parent() instanceof XmlDocument) {
            return false;
        }
        return seesSpace || !text.isSpace() || keepsSpace(text);
    }

    private static boolean keepsSpace(XmlText text) {
        for (XmlElement at = text.parentElement(); at != null; at = at.parentElement()) {
            String space =
                    at.attribute(XmlName.XML, "space").map(XmlAttribute::value).orElse("");
            if (!space.isEmpty()) {
                return space.equals("preserve");
            }
        }
        return false;
    }

    /** Returns the string value of a node in XPath. */
    String value(XmlNode node) {
        String value = switch (node) {
            case XmlText text -> run(text);
            case XmlCData data -> run(data);
            case XmlContainer container -> text(container);
            default -> node.value();
        };
        count(1 + value.length() / 8);
        return value;
    }

    private String run(XmlNode first) {
        StringBuilder out = new StringBuilder();
        for (XmlNode at = first; at instanceof XmlText || at instanceof XmlCData; at = at.next()) {
            if (!(at instanceof XmlText text) || isSeen(text)) {
                out.append(at.value());
            }
        }
        return out.toString();
    }

    private String text(XmlContainer container) {
        if (container.children().size() == 1 && container.children().getFirst() instanceof XmlText text) {
            return isSeen(text) ? text.value() : "";
        }
        StringBuilder out = new StringBuilder();
        append(container, out);
        return out.toString();
    }

    private void append(XmlContainer container, StringBuilder out) {
        for (XmlNode child : container.children()) {
            switch (child) {
                case XmlText text when isSeen(text) -> out.append(text.value());
                case XmlCData data -> out.append(data.value());
                case XmlElement element -> append(element, out);
                default -> {
                    // Comments and instructions are not part of a value.
                }
            }
        }
    }
}
