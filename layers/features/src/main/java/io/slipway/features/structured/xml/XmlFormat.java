package io.slipway.features.structured.xml;

import io.slipway.features.structured.NotThisFormatException;
import io.slipway.features.structured.StructuredFormat;
import io.slipway.features.structured.StructuredVariables;
import io.slipway.features.text.TextException;
import io.slipway.features.xml.XPath;
import io.slipway.features.xml.XPathException;
import io.slipway.features.xml.XmlException;
import io.slipway.features.xml.XmlFile;
import io.slipway.features.xml.XmlNode;
import io.slipway.features.xml.XmlPosition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Edits XML. A variable is a candidate if its name has a slash or a colon and is an XPath 2.0 expression. It may use each prefix that the
 * document declares anywhere, and sees the changes of the variables before it. Every selected node gets the value.
 */
public final class XmlFormat implements StructuredFormat {
    /** The expressions by the namespaces of their prefixes; empty for names that are not expressions. */
    private final Map<Map<String, String>, Map<String, Optional<XPath>>> expressions = new HashMap<>();

    @Override
    public String name() {
        return "XML";
    }

    @Override
    public List<String> extensions() {
        return List.of(".xml");
    }

    @Override
    public Replaced replace(byte[] file, StructuredVariables variables) throws NotThisFormatException, TextException {
        XmlFile xml;
        try {
            xml = XmlFile.read(file);
        } catch (XmlException e) {
            throw new NotThisFormatException(
                    Math.max(1, e.position().line()),
                    Math.max(1, e.position().column()),
                    String.valueOf(e.getMessage()));
        }
        DeclaredPrefixes prefixes = DeclaredPrefixes.of(xml.document());
        List<String> warnings = new ArrayList<>(prefixes.warnings());
        List<Replacement> replacements = new ArrayList<>();
        for (String name : variables.names()) {
            Optional<XPath> expression = candidate(name, prefixes.namespaces());
            if (expression.isPresent()) {
                for (XmlNode node : nodes(name, expression.get(), xml, warnings)) {
                    replace(node, name, variables, replacements, warnings);
                }
            }
        }
        if (replacements.isEmpty()) {
            return new Replaced(file, replacements, warnings);
        }
        replacements.sort(Comparator.comparingInt(Replacement::line).thenComparingInt(Replacement::column));
        XmlFile.Written written = xml.write();
        written.warning().ifPresent(warnings::add);
        return new Replaced(written.bytes(), replacements, warnings);
    }

    /**
     * Returns the expression in a variable's name, if it is one. Most names are not expressions, which needs no
     * warning.
     */
    private Optional<XPath> candidate(String name, Map<String, String> namespaces) throws NotThisFormatException {
        if (name.indexOf('/') < 0 && name.indexOf(':') < 0) {
            return Optional.empty();
        }
        Map<String, Optional<XPath>> known = expressions.computeIfAbsent(namespaces, key -> new HashMap<>());
        Optional<XPath> expression = known.get(name);
        if (expression == null) {
            try {
                expression = Optional.of(XPath.version2(name, namespaces));
            } catch (XPathException e) {
                refuseEndless(name, e);
                expression = Optional.empty();
            }
            known.put(name, expression);
        }
        return expression;
    }

    /** Returns the nodes that an expression selects before any of them is changed; empty for an expression that fails or is a number. */
    private static List<XmlNode> nodes(String name, XPath expression, XmlFile xml, List<String> warnings)
            throws NotThisFormatException {
        try {
            return expression.nodes(xml.document());
        } catch (XPathException e) {
            refuseEndless(name, e);
            warnings.add("The variable '" + name + "' changes nothing: as XPath " + e.getMessage());
            return List.of();
        }
    }

    /** Fails the file if an expression took too long: the next variable's expression would take as long. */
    private static void refuseEndless(String name, XPathException e) throws NotThisFormatException {
        if (e.reason() == XPathException.Reason.TOO_LONG) {
            throw new NotThisFormatException(1, 1, "the variable '" + name + "' as XPath: " + e.getMessage());
        }
    }

    private static void replace(
            XmlNode node,
            String name,
            StructuredVariables variables,
            List<Replacement> replacements,
            List<String> warnings) {
        if (node.document() == null) {
            // The node was inside one that has just been replaced.
            return;
        }
        XmlPosition position = position(node);
        String value = variables.value(name).text();
        Optional<String> refusal = NodeValue.set(node, value == null ? "" : value);
        if (refusal.isPresent()) {
            warnings.add("Could not set the value of the XML " + NodeValue.kind(node) + " at line " + position.line()
                    + ", column " + position.column() + ", found by '" + name + "': " + refusal.get());
        } else {
            replacements.add(new Replacement(name, position.line(), position.column()));
        }
    }

    /** Returns a node's position in the file; a node from another variable's value has the position of its element. */
    private static XmlPosition position(XmlNode node) {
        for (XmlNode at = node; at != null; at = at.parent()) {
            if (!at.position().equals(XmlPosition.NONE)) {
                return at.position();
            }
        }
        return new XmlPosition(1, 1);
    }
}
