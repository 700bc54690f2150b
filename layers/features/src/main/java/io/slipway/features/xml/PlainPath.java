package io.slipway.features.xml;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A path from the document down by names, such as {@code /settings/p:host/@name}, {@code /c/add[@key='x' and @v="y"]} or {@code
 * //setting[@name='x']/value}: the form of nearly all variables and transforms. It is looked up instead of evaluated, so that a thousand of
 * them cost little more than reading the document.
 */
final class PlainPath {
    private static final String NAME = "(?:([A-Za-z_][\\w.-]*):)?([A-Za-z_][\\w.-]*)";
    private static final Pattern STEP = Pattern.compile("(//?)" + NAME + "(?![\\w.:(-])");
    private static final Pattern POSITION = Pattern.compile("\\[ *([0-9]{1,9}) *]");
    private static final Pattern OPEN = Pattern.compile("\\[ *");
    private static final Pattern TEST = Pattern.compile("@" + NAME + " *= *(?:'([^']*)'|\"([^\"]*)\") *");
    private static final Pattern AND = Pattern.compile("and +(?=@)");
    private static final Pattern CLOSE = Pattern.compile("]");
    private static final Pattern ATTRIBUTE = Pattern.compile("/@" + NAME);
    private static final Pattern TEXT = Pattern.compile("/text\\(\\)");

    private final List<Step> steps;
    private final boolean text;
    private final Optional<XmlName> attribute;

    private PlainPath(List<Step> steps, boolean text, Optional<XmlName> attribute) {
        this.steps = steps;
        this.text = text;
        this.attribute = attribute;
    }

    private record Step(boolean anywhere, XmlName name, List<Predicate> predicates) {}

    private sealed interface Predicate {
        List<XmlElement> of(List<XmlElement> elements);
    }

    private record Position(int number) implements Predicate {
        @Override
        public List<XmlElement> of(List<XmlElement> elements) {
            return number >= 1 && number <= elements.size() ? List.of(elements.get(number - 1)) : List.of();
        }
    }

    private record Equal(XmlName name, String value) implements Predicate {
        @Override
        public List<XmlElement> of(List<XmlElement> elements) {
            List<XmlElement> equal = new ArrayList<>();
            for (XmlElement element : elements) {
                Optional<XmlAttribute> attribute = element.attribute(name.namespace(), name.local());
                if (attribute.isPresent() && attribute.get().value().equals(value)) {
                    equal.add(element);
                }
            }
            return equal;
        }
    }

    /**
     * Parses an expression as a plain path; empty if it is not one or uses an unknown prefix. A name without a prefix
     * is in no namespace.
     */
    static Optional<PlainPath> of(String expression, Map<String, String> namespaces) {
        return new Reader(expression, namespaces).read();
    }

    /**
     * Returns the nodes, in the order of the document.
     *
     * @param tree decides which text is visible
     */
    List<XmlNode> nodes(XmlDocument document, XPathTree tree) {
        List<? extends XmlContainer> found = List.of(document);
        for (Step step : steps) {
            found = step.anywhere()
                    ? filtered(document.elementsNamed(step.name()), step)
                    : within(found, step, document);
        }
        List<XmlNode> nodes = text
                ? text(found, tree)
                : attribute.isEmpty() ? List.copyOf(found) : attributes(found, attribute.get());
        // Matches of // may be nested; then not all content of the outer one precedes the inner one.
        boolean mixed = steps.getFirst().anywhere() && (text || steps.size() > 1);
        return mixed ? nodes.stream().sorted(DocumentOrder::compare).toList() : nodes;
    }

    private static List<XmlElement> within(List<? extends XmlContainer> parents, Step step, XmlDocument document) {
        List<XmlElement> found = new ArrayList<>();
        for (XmlContainer parent : parents) {
            found.addAll(filtered(document.childrenNamed(parent, step.name()), step));
        }
        return found;
    }

    private static List<XmlElement> filtered(List<XmlElement> elements, Step step) {
        List<XmlElement> left = elements;
        for (Predicate predicate : step.predicates()) {
            left = predicate.of(left);
        }
        return left;
    }

    private static List<XmlNode> text(List<? extends XmlContainer> elements, XPathTree tree) {
        List<XmlNode> text = new ArrayList<>();
        for (XmlContainer element : elements) {
            List<XmlNode> children = element.children();
            for (int i = 0; i < children.size(); i++) {
                XmlNode child = tree.visible(children, i);
                if (child instanceof XmlText || child instanceof XmlCData) {
                    text.add(child);
                }
            }
        }
        return text;
    }

    private static List<XmlNode> attributes(List<? extends XmlContainer> elements, XmlName name) {
        List<XmlNode> attributes = new ArrayList<>();
        for (XmlContainer element : elements) {
            ((XmlElement) element)
                    .attribute(name.namespace(), name.local())
                    .filter(it -> !it.name().declaresNamespace())
                    .ifPresent(attributes::add);
        }
        return attributes;
    }

    /** Reads the longest beginning of an expression that is a plain path. */
    private static final class Reader {
        private final String expression;
        private final Map<String, String> namespaces;
        private int at;

        Reader(String expression, Map<String, String> namespaces) {
            this.expression = expression;
            this.namespaces = namespaces;
        }

        Optional<PlainPath> read() {
            List<Step> steps = new ArrayList<>();
            for (Optional<Step> step = step(steps.isEmpty()); step.isPresent(); step = step(false)) {
                steps.add(step.get());
            }
            boolean text = next(TEXT).isPresent();
            Optional<Matcher> last = next(ATTRIBUTE);
            Optional<XmlName> attribute = last.flatMap(match -> name(match, 1));
            boolean known = last.isPresent() == attribute.isPresent() && !(text && last.isPresent());
            return at == expression.length() && !steps.isEmpty() && known
                    ? Optional.of(new PlainPath(steps, text, attribute))
                    : Optional.empty();
        }

        private Optional<Step> step(boolean first) {
            int start = at;
            Optional<Matcher> match = next(STEP);
            Optional<XmlName> name = match.flatMap(it -> name(it, 2));
            boolean anywhere = match.filter(it -> it.group(1).equals("//")).isPresent();
            List<Predicate> predicates = name.isPresent() ? predicates() : List.of();
            boolean counted = predicates.stream().anyMatch(Position.class::isInstance);
            // With //, positions would count within each parent, which the lookup does not support.
            if (name.isEmpty() || (anywhere && (!first || counted))) {
                at = start;
                return Optional.empty();
            }
            return Optional.of(new Step(anywhere, name.get(), predicates));
        }

        private List<Predicate> predicates() {
            List<Predicate> predicates = new ArrayList<>();
            while (true) {
                int start = at;
                Optional<Matcher> position = next(POSITION);
                if (position.isPresent()) {
                    predicates.add(new Position(Integer.parseInt(position.get().group(1))));
                    continue;
                }
                List<Predicate> equal = next(OPEN).isPresent() ? equal() : List.of();
                if (equal.isEmpty() || next(CLOSE).isEmpty()) {
                    at = start;
                    return predicates;
                }
                predicates.addAll(equal);
            }
        }

        private List<Predicate> equal() {
            List<Predicate> equal = new ArrayList<>();
            do {
                Optional<Matcher> test = next(TEST);
                Optional<XmlName> name = test.flatMap(it -> name(it, 1));
                if (test.isEmpty() || name.isEmpty()) {
                    return List.of();
                }
                String apostrophes = test.get().group(3);
                equal.add(new Equal(name.get(), apostrophes == null ? test.get().group(4) : apostrophes));
            } while (next(AND).isPresent());
            return equal;
        }

        private Optional<XmlName> name(Matcher match, int prefix) {
            String namespace = match.group(prefix) == null ? "" : namespaces.get(match.group(prefix));
            return namespace == null
                    ? Optional.empty()
                    : Optional.of(new XmlName("", match.group(prefix + 1), namespace));
        }

        private Optional<Matcher> next(Pattern pattern) {
            Matcher matcher = pattern.matcher(expression).region(at, expression.length());
            if (!matcher.lookingAt()) {
                return Optional.empty();
            }
            at = matcher.end();
            return Optional.of(matcher);
        }
    }
}
