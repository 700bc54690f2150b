package io.slipway.features.xdt;

import io.slipway.features.xml.XmlAttribute;
import io.slipway.features.xml.XmlElement;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An argument that selects attributes: {@code *}, a name, or a name with a prefix that the transform declares, which
 * the original does not support.
 *
 * @param namespace of the attributes; {@code *} for any
 * @param local their local name; {@code *} for any
 */
record AttributeTest(String namespace, String local) {
    private static final String ANY = "*";
    private static final Pattern SYNTAX =
            Pattern.compile("(?:([\\w.\\-]+):)?(\\*|[\\w.\\-]+)", Pattern.UNICODE_CHARACTER_CLASS);

    /**
     * @param declaring the element at which prefixes are looked up
     * @throws XdtException if it has no name
     */
    static AttributeTest of(String argument, XmlElement declaring) throws XdtException {
        Matcher matcher = SYNTAX.matcher(argument.strip());
        if (!matcher.matches()) {
            throw new XdtException("'@" + argument + "' has an invalid token.");
        }
        String prefix = matcher.group(1);
        String local = matcher.group(2);
        if (prefix == null) {
            return new AttributeTest(local.equals(ANY) ? ANY : "", local);
        }
        String namespace = declaring
                .namespace(prefix)
                .orElseThrow(() -> new XdtException(
                        "'@" + argument + "' uses the prefix '" + prefix + "', which the transform does not declare"));
        return new AttributeTest(namespace, local);
    }

    boolean matches(XmlAttribute attribute) {
        return (local.equals(ANY) || local.equals(attribute.name().local()))
                && (namespace.equals(ANY) || namespace.equals(attribute.name().namespace()));
    }
}
