package io.slipway.features.xml;

/** The limits of documents. A document beyond a limit is rejected. */
public final class XmlLimits {
    /** The maximum depth of nested elements. */
    public static final int MAX_DEPTH = 1_000;

    /** The maximum number of attributes of an element. */
    public static final int MAX_ATTRIBUTES = 10_000;

    /** The maximum length of an attribute with expanded entities, in characters. */
    public static final int MAX_ATTRIBUTE = 4 << 20;

    /** The maximum length of all expanded entities of a document together, in characters. */
    public static final int MAX_EXPANSION = 8 << 20;

    /** The maximum number of references to entities of a document, including those within entities. */
    public static final int MAX_REFERENCES = 10_000;

    /** The maximum depth of nested entities. */
    public static final int MAX_ENTITY_DEPTH = 50;

    private XmlLimits() {}
}
