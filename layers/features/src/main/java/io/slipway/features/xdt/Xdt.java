package io.slipway.features.xdt;

/** The names used in the transform language. */
final class Xdt {
    /** The namespace of its attributes and elements. */
    static final String NAMESPACE = "http://schemas.microsoft.com/XML-Document-Transform";

    static final String TRANSFORM = "Transform";
    static final String LOCATOR = "Locator";

    /** As the original spells it. */
    static final String SUPPRESS_WARNINGS = "SupressWarnings";

    static final String IMPORT = "Import";

    private Xdt() {}
}
