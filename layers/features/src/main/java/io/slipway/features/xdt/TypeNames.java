package io.slipway.features.xdt;

import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The names that {@code Transform} and {@code Locator} attributes may use. In the original they are case-sensitive
 * class names; other existing classes cause another message.
 */
final class TypeNames {
    private static final String LIBRARY = "Microsoft.Web.XmlTransform.";

    private static final Map<String, Supplier<Transform>> TRANSFORMS = Map.ofEntries(
            Map.entry("Replace", ReplaceTransform::new),
            Map.entry("Remove", RemoveTransform::new),
            Map.entry("RemoveAll", RemoveAllTransform::new),
            Map.entry("Insert", InsertTransform::new),
            Map.entry("InsertIfMissing", InsertIfMissingTransform::new),
            Map.entry("InsertBefore", InsertBeforeTransform::new),
            Map.entry("InsertAfter", InsertAfterTransform::new),
            Map.entry("SetAttributes", SetAttributesTransform::new),
            Map.entry("RemoveAttributes", RemoveAttributesTransform::new),
            Map.entry("SetTokenizedAttributes", SetTokenizedAttributesTransform::new),
            Map.entry("CommentOut", CommentOutTransform::new));

    private static final Map<String, Supplier<Locator>> LOCATORS = Map.of(
            "DefaultLocator", DefaultLocator::new,
            "Match", MatchLocator::new,
            "Condition", ConditionLocator::new,
            "XPath", XPathLocator::new);

    /** The base types of the original's transforms, which are not transforms themselves. */
    private static final Set<String> ABSTRACT_TRANSFORMS = Set.of("AttributeTransform", "InsertBase");

    private static final Set<String> OTHERS =
            Set.of("Transform", "Locator", "XmlTransformation", "XmlTransformableDocument");

    private TypeNames() {}

    static Transform transform(String name) throws XdtException {
        if (ABSTRACT_TRANSFORMS.contains(name)) {
            throw new XdtException("Type '" + LIBRARY + name
                    + "' must have a no-argument constructor to be instantiated by the transformation engine");
        }
        return known(TRANSFORMS, name, "Transform");
    }

    static Locator locator(String name) throws XdtException {
        return known(LOCATORS, name, "Locator");
    }

    private static <T> T known(Map<String, Supplier<T>> types, String name, String kind) throws XdtException {
        Supplier<T> type = types.get(name);
        if (type != null) {
            return type.get();
        }
        boolean other = TRANSFORMS.containsKey(name)
                || LOCATORS.containsKey(name)
                || ABSTRACT_TRANSFORMS.contains(name)
                || OTHERS.contains(name);
        throw new XdtException(
                other
                        ? "'" + LIBRARY + name + "' is not a type of " + kind
                        : "Could not resolve '" + name + "' as a type of " + kind);
    }
}
