package io.slipway.features.xdt;

import io.slipway.features.xml.XmlAttribute;
import io.slipway.features.xml.XmlElement;
import java.util.ArrayList;
import java.util.List;

/** Selects the elements of the same name whose attributes have the same values as the transform's element. */
final class MatchLocator extends Locator {
    MatchLocator() {
        super("Match");
    }

    @Override
    String predicate(XmlElement element, List<String> arguments) throws XdtException {
        requireSome(arguments);
        List<String> conditions = new ArrayList<>();
        for (String name : arguments) {
            XmlAttribute attribute = element.attributes().stream()
                    .filter(candidate -> candidate.name().qualified().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new XdtException("No attribute '" + name + "' exists for the Match Locator"));
            conditions.add("@" + name + "=" + literal(attribute.value()));
        }
        return String.join(" and ", conditions);
    }

    /**
     * Returns a value as an XPath 1.0 literal, which cannot escape quotes: a value with both kinds is concatenated.
     * The original fails on every apostrophe.
     */
    private static String literal(String value) {
        if (value.indexOf('\'') < 0) {
            return "'" + value + "'";
        }
        if (value.indexOf('"') < 0) {
            return "\"" + value + "\"";
        }
        return "concat('" + value.replace("'", "',\"'\",'") + "')";
    }
}
