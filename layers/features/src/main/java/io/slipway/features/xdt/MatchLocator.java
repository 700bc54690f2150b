package io.slipway.features.xdt;

import io.slipway.features.xml.XmlAttribute;
import io.slipway.features.xml.XmlElement;
import java.util.ArrayList;
import java.util.List;

/** The elements of the name whose attributes have the values that the transform's element has. */
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

    /** XPath 1.0 cannot escape a quote, so a value with both kinds is put together. The original breaks on every apostrophe. */
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
