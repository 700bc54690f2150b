package io.slipway.features.xml;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.sf.saxon.expr.Expression;
import net.sf.saxon.expr.StaticContext;
import net.sf.saxon.functions.FunctionLibrary;
import net.sf.saxon.functions.registry.XPath20FunctionSet;
import net.sf.saxon.om.FunctionItem;
import net.sf.saxon.om.StructuredQName;
import net.sf.saxon.trans.SymbolicName;
import net.sf.saxon.trans.XPathException;
import org.jspecify.annotations.Nullable;

/** The XPath functions that read only their arguments and the document. */
final class CoreFunctions implements FunctionLibrary {
    /** XPath 1.0, section 4. */
    static final Set<String> VERSION_1 = Set.of(
            "last",
            "position",
            "count",
            "id",
            "local-name",
            "namespace-uri",
            "name",
            "string",
            "concat",
            "starts-with",
            "contains",
            "substring-before",
            "substring-after",
            "substring",
            "string-length",
            "normalize-space",
            "translate",
            "boolean",
            "not",
            "true",
            "false",
            "lang",
            "number",
            "sum",
            "floor",
            "ceiling",
            "round");

    /** XQuery 1.0 and XPath 2.0 Functions and Operators, without {@code doc}, {@code collection}, {@code trace} and their like. */
    static final Set<String> VERSION_2 = version2();

    private static final FunctionLibrary ALL = XPath20FunctionSet.getInstance();

    private final Set<String> names;

    CoreFunctions(Set<String> names) {
        this.names = names;
    }

    private static Set<String> version2() {
        Set<String> all = new HashSet<>(VERSION_1);
        all.addAll(Set.of(
                "abs",
                "avg",
                "max",
                "min",
                "round-half-to-even",
                "ends-with",
                "matches",
                "replace",
                "tokenize",
                "upper-case",
                "lower-case",
                "compare",
                "codepoint-equal",
                "string-join",
                "string-to-codepoints",
                "codepoints-to-string",
                "normalize-unicode",
                "empty",
                "exists",
                "distinct-values",
                "index-of",
                "insert-before",
                "remove",
                "reverse",
                "subsequence",
                "zero-or-one",
                "one-or-more",
                "exactly-one",
                "deep-equal",
                "data",
                "node-name",
                "root",
                "nilled",
                "in-scope-prefixes",
                "namespace-uri-for-prefix",
                "QName",
                "resolve-QName",
                "local-name-from-QName",
                "namespace-uri-from-QName",
                "prefix-from-QName",
                "unordered",
                "idref",
                "encode-for-uri",
                "iri-to-uri",
                "escape-html-uri"));
        return Set.copyOf(all);
    }

    private boolean offers(SymbolicName.F name) {
        return names.contains(name.getComponentName().getLocalPart());
    }

    @Override
    public boolean isAvailable(SymbolicName.F name, int level) {
        return offers(name) && ALL.isAvailable(name, level);
    }

    @Override
    public @Nullable Expression bind(
            SymbolicName.F name,
            Expression[] arguments,
            Map<StructuredQName, Integer> keywords,
            StaticContext context,
            List<String> reasons)
            throws XPathException {
        return offers(name) ? ALL.bind(name, arguments, keywords, context, reasons) : null;
    }

    @Override
    public @Nullable FunctionItem getFunctionItem(SymbolicName.F name, StaticContext context) throws XPathException {
        return offers(name) ? ALL.getFunctionItem(name, context) : null;
    }

    @Override
    public FunctionLibrary copy() {
        return this;
    }
}
