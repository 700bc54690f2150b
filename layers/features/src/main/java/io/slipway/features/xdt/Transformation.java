package io.slipway.features.xdt;

import io.slipway.features.xdt.Transform.Scope;
import io.slipway.features.xdt.TransformOutcome.Applied;
import io.slipway.features.xdt.TransformOutcome.Result;
import io.slipway.features.xml.XmlAttribute;
import io.slipway.features.xml.XmlDocument;
import io.slipway.features.xml.XmlElement;
import io.slipway.features.xml.XmlException;
import io.slipway.features.xml.XmlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Applies a transform to a document: element by element, an element's own transform before those within it. An element
 * whose transform is malformed is skipped with all elements within it; after any other error, the remaining transforms
 * are still applied.
 */
public final class Transformation {
    private final TargetDocument document;
    private final TransformLog log = new TransformLog();
    private final List<Applied> changes = new ArrayList<>();

    private Transformation(TargetDocument document) {
        this.document = document;
    }

    /**
     * Changes a document.
     *
     * @param document the document to change; if the outcome is not {@link Result#DONE}, it may be changed in part
     * @param transform the transform
     */
    public static TransformOutcome apply(XmlDocument document, XmlDocument transform) {
        Transformation transformation = new Transformation(new TargetDocument(document));
        Result result = transformation.run(withLineBreaks(transform, document.dominantLineBreak()));
        return new TransformOutcome(result, transformation.log.messages(), transformation.changes);
    }

    /** Converts the transform's line breaks to those of the file. */
    private static XmlDocument withLineBreaks(XmlDocument transform, String lineBreak) {
        if (transform.dominantLineBreak().equals(lineBreak)) {
            return transform;
        }
        try {
            return XmlDocument.parse(transform.markup().replace("\r\n", "\n").replace("\n", lineBreak));
        } catch (XmlException e) {
            throw new IllegalStateException("Line breaks are all the same to XML", e);
        }
    }

    private Result run(XmlDocument transform) {
        Optional<XmlElement> root = transform.rootElement();
        if (root.isEmpty() || !Directives.usesXdt(root.get())) {
            log.message("The expected namespace " + Xdt.NAMESPACE + " was not found in the transform file");
            return Result.DONE;
        }
        try {
            Directives.check(root.get(), log);
        } catch (XdtException e) {
            log.error(e);
            return Result.REFUSED;
        }
        handle(null, root.get());
        return log.failed() ? Result.FAILED : Result.DONE;
    }

    private void handle(@Nullable TransformElement parent, XmlElement element) {
        TransformElement context = new TransformElement(parent, element, document);
        try {
            transform(context);
        } catch (XdtException e) {
            log.error(e.at(element));
            return;
        }
        for (XmlElement child : element.elements().toList()) {
            handle(context, child);
        }
    }

    private void transform(TransformElement context) throws XdtException {
        Optional<XmlAttribute> attribute = context.attribute(Xdt.TRANSFORM);
        if (attribute.isEmpty()) {
            return;
        }
        Invocation invocation = TransformElement.invocation(attribute.get());
        Transform transform;
        try {
            transform = TypeNames.transform(invocation.name());
        } catch (XdtException e) {
            throw e.at(attribute.get());
        }
        boolean suppressed = log.suppressWarnings(suppressesWarnings(context));
        execute(transform, context, invocation.arguments());
        log.suppressWarnings(suppressed);
    }

    private static boolean suppressesWarnings(TransformElement context) throws XdtException {
        Optional<XmlAttribute> attribute = context.attribute(Xdt.SUPPRESS_WARNINGS);
        if (attribute.isEmpty()) {
            return false;
        }
        return switch (attribute.get().value().strip().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw new XdtException(
                        "String '" + attribute.get().value() + "' was not recognized as a valid Boolean.");
        };
    }

    private void execute(Transform transform, TransformElement context, List<String> arguments) {
        String place = transform.name() + " (transform line "
                + Places.of(context.place()).line() + ", "
                + Places.of(context.place()).column() + ")";
        boolean begun = false;
        try {
            List<XmlNode> targets = transform.targets(context);
            if (!targets.isEmpty()) {
                document.aboutToChange();
                log.startSection("Executing " + place);
                begun = true;
                log.message("on " + context.path());
                apply(transform, context, arguments, targets);
                log.endSection("Done executing " + transform.name());
            } else {
                missing(transform, context);
                log.message("Not executing " + place);
            }
        } catch (XdtException e) {
            log.error(e.at(context.place()));
            if (begun) {
                log.endSection("Error during " + transform.name());
            } else {
                log.message("Not executing " + place);
            }
        }
    }

    private void apply(Transform transform, TransformElement context, List<String> arguments, List<XmlNode> targets)
            throws XdtException {
        if (transform.scope() != Scope.ALL_TARGETS) {
            applyTo(targets.getFirst(), transform, context, arguments);
            return;
        }
        for (XmlNode target : targets) {
            try {
                applyTo(target, transform, context, arguments);
            } catch (XdtException e) {
                log.error(e.at(context.place()));
            }
        }
    }

    private void applyTo(XmlNode target, Transform transform, TransformElement context, List<String> arguments)
            throws XdtException {
        log.message("Applying to '" + Application.name(target) + "' element (source line "
                + Places.of(target).line() + ", " + Places.of(target).column() + ")");
        transform.apply(new Application(context, target, arguments, log));
        changes.add(new Applied(transform.name(), target.position()));
    }

    private void missing(Transform transform, TransformElement context) throws XdtException {
        boolean inserts = transform.scope() == Scope.PARENT;
        TransformElement missing = inserts ? context.missingParent() : context.missing();
        String text = context.existedInOriginal(missing.path())
                ? "'" + missing.path() + "' did not find a match, because matching nodes in the source document were "
                        + "modified or removed by a previous transform"
                : "No element in the source document matches '" + missing.path() + "'";
        if (inserts) {
            throw XdtException.at(missing.element(), text);
        }
        log.warning(missing.element(), text);
    }
}
