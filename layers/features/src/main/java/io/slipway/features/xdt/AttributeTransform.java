package io.slipway.features.xdt;

import io.slipway.features.xml.XmlAttribute;
import io.slipway.features.xml.XmlElement;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Changes attributes of every element found: all, or those that the arguments select. */
abstract class AttributeTransform extends Transform {
    AttributeTransform(String name) {
        super(name, Scope.ALL_TARGETS);
    }

    /**
     * Returns the selected attributes, in their order, without declarations of namespaces. Arguments that match nothing cause warnings.
     */
    static List<XmlAttribute> meant(Application application, XmlElement of) throws XdtException {
        Set<XmlAttribute> meant = new LinkedHashSet<>();
        List<XmlAttribute> candidates = of.attributes().stream()
                .filter(attribute -> !attribute.name().declaresNamespace())
                .toList();
        if (application.arguments().isEmpty()) {
            return candidates;
        }
        for (String argument : application.arguments()) {
            AttributeTest test =
                    AttributeTest.of(argument, application.context().element());
            List<XmlAttribute> found = candidates.stream().filter(test::matches).toList();
            if (found.isEmpty()) {
                application.warn("Argument '" + argument + "' did not match any attributes");
            }
            meant.addAll(found);
        }
        return candidates.stream().filter(meant::contains).toList();
    }
}
