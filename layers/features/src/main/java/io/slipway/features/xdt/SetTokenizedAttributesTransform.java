package io.slipway.features.xdt;

import io.slipway.features.xml.XmlAttribute;
import io.slipway.features.xml.XmlElement;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sets the attributes of the transform's element on the elements found. In their values, {@code $(name)} is replaced
 * by the value of that attribute of the element found, or else of the transform's element. The original writes an
 * apostrophe as a literal reference, and crashes if neither has the attribute.
 */
final class SetTokenizedAttributesTransform extends SetAttributesTransform {
    private static final Pattern TOKEN = Pattern.compile("\\$\\(([\\w:.]+)\\)", Pattern.UNICODE_CHARACTER_CLASS);

    SetTokenizedAttributesTransform() {
        super("SetTokenizedAttributes");
    }

    @Override
    String value(Application application, XmlElement target, XmlAttribute attribute) throws XdtException {
        Matcher token = TOKEN.matcher(attribute.value());
        StringBuilder value = new StringBuilder();
        while (token.find()) {
            String name = token.group(1);
            Optional<XmlAttribute> found = named(target, name);
            if (found.isEmpty() && !name.equalsIgnoreCase(attribute.name().qualified())) {
                found = named(application.context().prepared(), name);
            }
            XmlAttribute known = found.orElseThrow(
                    () -> new XdtException("No attribute '" + name + "' exists for '" + token.group() + "'"));
            token.appendReplacement(value, Matcher.quoteReplacement(known.value()));
        }
        return token.appendTail(value).toString();
    }

    private static Optional<XmlAttribute> named(XmlElement element, String name) {
        return element.attributes().stream()
                .filter(attribute -> attribute.name().qualified().equals(name))
                .findFirst();
    }
}
