package io.slipway.features.xml;

/** How much of a document is taken on. Beyond a limit it is refused. */
public final class XmlLimits {
    /** How deep elements may be nested. */
    public static final int MAX_DEPTH = 1_000;

    /** How many attributes one element may have. */
    public static final int MAX_ATTRIBUTES = 10_000;

    /** How many characters one attribute may have after its entities are expanded. */
    public static final int MAX_ATTRIBUTE = 4 << 20;

    /** How many characters the entities of one document may expand to, all references together. */
    public static final int MAX_EXPANSION = 8 << 20;

    /** How many references to entities one document may have, those within entities included. */
    public static final int MAX_REFERENCES = 10_000;

    /** How deep entities may refer to each other. */
    public static final int MAX_ENTITY_DEPTH = 50;

    private XmlLimits() {}
}
