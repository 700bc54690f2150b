package io.slipway.features.xml;

import io.slipway.features.xml.XPathException.Reason;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.sf.saxon.om.Item;
import net.sf.saxon.sxpath.XPathDynamicContext;
import net.sf.saxon.sxpath.XPathExpression;
import org.jspecify.annotations.Nullable;

/**
 * A compiled XPath expression, evaluated by Saxon on the documents of this package. It sees only the document that it is given: functions that would read
 * others, or the environment, are not there.
 */
public final class XPath {
    /** How many nodes, and eighths of characters of values, an evaluation may look at. */
    public static final long MAX_LOOKS = 20_000_000;

    /** How long the compilation or an evaluation may take, in milliseconds. */
    public static final long MAX_MILLISECONDS = 5_000;

    private final String expression;
    private final Optional<PlainPath> plain;
    private final @Nullable XPathExpression compiled;
    private final boolean seesSpace;

    private XPath(String expression, Optional<PlainPath> plain, @Nullable XPathExpression compiled, boolean seesSpace) {
        this.expression = expression;
        this.plain = plain;
        this.compiled = compiled;
        this.seesSpace = seesSpace;
    }

    /**
     * XPath 1.0 as .NET has it for a document whose white space is preserved: values are converted as 1.0 converts them, white space between
     * tags is text, and a name without a prefix is in no namespace.
     *
     * @param namespaces what the prefixes in the expression stand for
     * @throws XPathException if it is no expression
     */
    public static XPath version1(String expression, Map<String, String> namespaces) throws XPathException {
        return compile(XPathLanguage.VERSION_1, expression, namespaces, true);
    }

    /**
     * XPath 2.0 as .NET has it for a document whose white space is not preserved: white space between tags is nothing, and a name
     * without a prefix is in no namespace.
     *
     * @param namespaces what the prefixes in the expression stand for
     * @throws XPathException if it is no expression
     */
    public static XPath version2(String expression, Map<String, String> namespaces) throws XPathException {
        return compile(XPathLanguage.VERSION_2, expression, namespaces, false);
    }

    private static XPath compile(
            XPathLanguage language, String expression, Map<String, String> namespaces, boolean seesSpace)
            throws XPathException {
        Optional<PlainPath> plain = PlainPath.of(expression, namespaces);
        XPathExpression compiled = plain.isPresent()
                ? null
                : Deadline.within(() -> language.compile(expression, namespaces), Reason.SYNTAX, () -> {});
        return new XPath(expression, plain, compiled, seesSpace);
    }

    /**
     * The nodes that the expression yields, each once, in the order of the document. Of text and sections side by side it is
     * the first. The list stays as it is when the document changes.
     *
     * @param context what it is evaluated from
     * @throws XPathException if it yields something else, or takes too long
     */
    public List<XmlNode> nodes(XmlNode context) throws XPathException {
        XPathBudget budget = new XPathBudget(MAX_LOOKS);
        XPathTree tree = new XPathTree(XPathLanguage.configuration(), context.root(), seesSpace, budget);
        if (plain.isPresent() && context.root() instanceof XmlDocument document) {
            return plain.get().nodes(document, tree);
        }
        XPathExpression evaluated = compiled;
        if (evaluated == null) {
            throw new XPathException(Reason.EVALUATION, "a path from the top needs a document");
        }
        List<Item> items = Deadline.within(
                () -> {
                    XPathDynamicContext dynamic = evaluated.createDynamicContext(tree.node(context));
                    dynamic.setErrorReporter(error -> {});
                    return evaluated.evaluate(dynamic);
                },
                Reason.EVALUATION,
                budget::cancel);
        Set<XmlNode> nodes = new LinkedHashSet<>();
        for (Item item : items) {
            if (!(item instanceof XPathNode node)) {
                throw new XPathException(Reason.NO_NODES, "it yields a value, not nodes");
            }
            nodes.add(node.getUnderlyingNode());
        }
        return List.copyOf(nodes);
    }

    /** The expression. */
    @Override
    public String toString() {
        return expression;
    }
}
