package io.slipway.features.xml;

/**
 * The name of an element or attribute.
 *
 * @param prefix as written; empty for none
 * @param local the name without its prefix
 * @param namespace what the prefix stands for; empty for none
 */
public record XmlName(String prefix, String local, String namespace) {
    /** The namespace of the prefix {@code xml}. */
    public static final String XML = "http://www.w3.org/XML/1998/namespace";

    /** The namespace of {@code xmlns} attributes. */
    public static final String XMLNS = "http://www.w3.org/2000/xmlns/";

    /** A name without prefix and namespace. */
    public static XmlName of(String local) {
        return new XmlName("", local, "");
    }

    /** The name of the attribute that declares a prefix; the default namespace's for an empty one. */
    public static XmlName declaring(String prefix) {
        return prefix.isEmpty() ? new XmlName("", "xmlns", XMLNS) : new XmlName("xmlns", prefix, XMLNS);
    }

    /** The same name without its prefix. */
    public XmlName unprefixed() {
        return new XmlName("", local, namespace);
    }

    /** The name as it is written. */
    public String qualified() {
        return prefix.isEmpty() ? local : prefix + ":" + local;
    }

    /** Whether this is the same name, however it is prefixed. */
    public boolean matches(XmlName other) {
        return local.equals(other.local) && namespace.equals(other.namespace);
    }

    /** Whether this attribute declares a namespace. */
    public boolean declaresNamespace() {
        return namespace.equals(XMLNS);
    }
}
