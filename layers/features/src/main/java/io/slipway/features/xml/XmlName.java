package io.slipway.features.xml;

/**
 * The name of an element or attribute.
 *
 * @param prefix the prefix as written; may be empty
 * @param local the name without its prefix
 * @param namespace the namespace of the prefix; may be empty
 */
public record XmlName(String prefix, String local, String namespace) {
    /** The namespace of the prefix {@code xml}. */
    public static final String XML = "http://www.w3.org/XML/1998/namespace";

    /** The namespace of {@code xmlns} attributes. */
    public static final String XMLNS = "http://www.w3.org/2000/xmlns/";

    /** Creates a name without a prefix or namespace. */
    public static XmlName of(String local) {
        return new XmlName("", local, "");
    }

    /** Returns the name of the attribute that declares a prefix, or the default namespace for an empty prefix. */
    public static XmlName declaring(String prefix) {
        return prefix.isEmpty() ? new XmlName("", "xmlns", XMLNS) : new XmlName("xmlns", prefix, XMLNS);
    }

    /** Returns the same name without its prefix. */
    public XmlName unprefixed() {
        return new XmlName("", local, namespace);
    }

    /** Returns the name as it is written. */
    public String qualified() {
        return prefix.isEmpty() ? local : prefix + ":" + local;
    }

    /** Returns whether this attribute declares a namespace. */
    public boolean declaresNamespace() {
        return namespace.equals(XMLNS);
    }
}
