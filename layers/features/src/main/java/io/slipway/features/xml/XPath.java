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
 * A compiled XPath expression, evaluated by Saxon on the documents of this package. It reads only the given document:
 * functions that would read others, or the environment, do not exist.
 */
public final class XPath {
    /** The maximum number of nodes, and of groups of eight characters of values, that an evaluation may read. */
    public static final long MAX_LOOKS = 20_000_000;

    /** The maximum time of the compilation or an evaluation, in milliseconds. */
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
     * Compiles XPath 1.0 as .NET does for a document with preserved white space: values are converted as 1.0 converts them, white space between tags
     * is text, and a name without a prefix is in no namespace.
     *
     * @param namespaces what the prefixes in the expression stand for
     * @throws XPathException if it is not an expression
     */
    public static XPath version1(String expression, Map<String, String> namespaces) throws XPathException {
        return compile(XPathLanguage.VERSION_1, expression, namespaces, true);
    }

    /**
     * Compiles XPath 2.0 as .NET does for a document without preserved white space: white space between tags is ignored, and a name
     * without a prefix is in no namespace.
     *
     * @param namespaces what the prefixes in the expression stand for
     * @throws XPathException if it is not an expression
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
     * Returns the selected nodes, each once, in the order of the document. Of adjacent text and sections, only the first is returned. Later
     * changes of the document do not affect the list.
     *
     * @param context the node from which it is evaluated
     * @throws XPathException if the result is not nodes, or the evaluation takes too long
     */
    public List<XmlNode> nodes(XmlNode context) throws XPathException {
        XPathBudget budget = new XPathBudget(MAX_LOOKS);
        XPathTree tree = new XPathTree(XPathLanguage.configuration(), context.root(), seesSpace, budget);
        if (plain.isPresent() && context.root() instanceof XmlDocument document) {
            return plain.get().nodes(document, tree);
        }
        XPathExpression evaluated = compiled;
        if (evaluated == null) {
            throw new XPathException(Reason.EVALUATION, "an absolute path needs a node in a document");
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
                throw new XPathException(Reason.NO_NODES, "it must select nodes, but yields a value");
            }
            nodes.add(node.getUnderlyingNode());
        }
        return List.copyOf(nodes);
    }

    /** Returns the expression. */
    @Override
    public String toString() {
        return expression;
    }
}
