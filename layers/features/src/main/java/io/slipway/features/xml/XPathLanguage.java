package io.slipway.features.xml;

import java.util.Map;
import net.sf.saxon.Configuration;
import net.sf.saxon.functions.FunctionLibraryList;
import net.sf.saxon.functions.registry.ConstructorFunctionLibrary;
import net.sf.saxon.lib.Feature;
import net.sf.saxon.om.NamespaceUri;
import net.sf.saxon.sxpath.IndependentContext;
import net.sf.saxon.sxpath.XPathEvaluator;
import net.sf.saxon.sxpath.XPathExpression;

/** A version of XPath and the functions supported in it. */
enum XPathLanguage {
    VERSION_1,
    VERSION_2;

    private static final Configuration CONFIGURATION = configure();

    private static Configuration configure() {
        Configuration configuration = new Configuration();
        configuration.setConfigurationProperty(Feature.ALLOW_EXTERNAL_FUNCTIONS, false);
        configuration.setConfigurationProperty(Feature.ALLOWED_PROTOCOLS, "");
        configuration.setConfigurationProperty(Feature.REGEX_BACKTRACKING_LIMIT, 100_000);
        configuration.setConfigurationProperty(Feature.STRIP_WHITESPACE, "none");
        return configuration;
    }

    static Configuration configuration() {
        return CONFIGURATION;
    }

    XPathExpression compile(String expression, Map<String, String> namespaces)
            throws net.sf.saxon.trans.XPathException {
        IndependentContext context = new IndependentContext(CONFIGURATION);
        context.clearAllNamespaces();
        namespaces.forEach((prefix, namespace) -> {
            if (!prefix.isEmpty()) {
                context.declareNamespace(prefix, NamespaceUri.of(namespace));
            }
        });
        context.setXPathLanguageLevel(20);
        context.setBackwardsCompatibilityMode(this == VERSION_1);
        context.setWarningHandler((message, place) -> {});
        FunctionLibraryList library = new FunctionLibraryList();
        library.addFunctionLibrary(
                new CoreFunctions(this == VERSION_1 ? CoreFunctions.VERSION_1 : CoreFunctions.VERSION_2));
        library.addFunctionLibrary(new ConstructorFunctionLibrary(CONFIGURATION));
        context.setFunctionLibrary(library);
        XPathEvaluator evaluator = new XPathEvaluator(CONFIGURATION);
        evaluator.setStaticContext(context);
        return evaluator.createExpression(expression);
    }
}
